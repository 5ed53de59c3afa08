import { setTimeout as wait } from "node:timers/promises";
import { confirm } from "./confirm";
import type { CreateLog } from "./createLog";
import { quotedList, withArticle } from "./problem";
import type { Connection } from "./connections";
import type { Found, ResourceType } from "./resourceType";
import { mayWait } from "../transport/deadline";
import { ApiError, UserError } from "../transport/errors";
import { coded } from "../transport/message";

/** The inputs of every type that an interrupted run could create twice. */
interface Marked {
    marker?: string | undefined;
}
type MarkedType<Api, I extends Marked, O extends I> = ResourceType<Api, I, O>;

/** The result of a create. */
export interface Created<O> {
    id: string;
    outputs: O;
    /** A note for the user. */
    note?: string;
}

export interface CreateOptions {
    createLog: CreateLog;
    /** Whether the state already holds an object with this id. */
    inState?: (id: string) => boolean;
    /** Milliseconds by which a list may lag behind. @default the product's */
    patience?: number;
}

/**
 * Creates an object once. An object that an interrupted run left behind is adopted. An object of another owner with the
 * same natural key is never changed. If the answer of a create was lost, the object is looked up before any retry.
 */
export async function createOnce<Api extends Connection | undefined, I extends Marked, O extends I>(
    type: MarkedType<Api, I, O>,
    api: Api,
    inputs: I,
    options: CreateOptions,
): Promise<Created<O>> {
    const created = await createOrAdopt(type, api, inputs, options);
    return { ...created, outputs: await confirm(type, api, inputs, created) };
}

async function createOrAdopt<Api extends Connection | undefined, I extends Marked, O extends I>(
    type: MarkedType<Api, I, O>,
    api: Api,
    inputs: I,
    { createLog, inState = () => false, patience = api?.listLag ?? 0 }: CreateOptions,
): Promise<Created<O>> {
    if (inputs.marker === undefined) return createLog.during((progress) => type.create(api, inputs, progress));
    const { begun } = createLog;
    // A run on this machine has just created it, or may have: lists may not show it yet. The clock may have been set
    // since.
    const left = begun?.unseen ? Math.min(begun.at + patience - Date.now(), patience) : 0;
    const present = await find(type, api, inputs, { milliseconds: left, patience, fresh: false });
    // Never an object that is about to be deleted, as the last step of a replacement in the wrong order.
    if (present !== undefined && inState(present.id))
        throw new UserError(
            "CC1115",
            "the object to replace still exists. Remove the option deleteBeforeReplace, or set it to true",
        );
    return createLog.during(async (progress) => {
        if (present !== undefined) return adoptExisting(type, api, present, inputs);
        for (let again = false; ; again = true)
            try {
                return await type.create(api, inputs, progress);
            } catch (error) {
                if (!(error instanceof ApiError) || !error.outcomeUnknown) throw error;
                const made = await find(type, api, inputs, { milliseconds: patience, patience, fresh: true });
                if (made !== undefined) return adoptExisting(type, api, made, inputs);
                // No list shows it: the create was not carried out.
                if (again) throw error;
            }
    });
}

/**
 * The existing object of this resource, looked for until `milliseconds` have passed. If a list shows it but a single
 * read does not, it is gone or too new to be read, so the search continues.
 */
async function find<Api, I extends Marked, O extends I>(
    type: MarkedType<Api, I, O>,
    api: Api,
    inputs: I,
    { milliseconds, patience, fresh }: { milliseconds: number; patience: number; fresh: boolean },
): Promise<Found<O> | undefined> {
    const begin = Date.now();
    let again = fresh;
    for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
        const { ours, problem } = ownershipOf(type, await type.find(api, inputs, again), inputs);
        if (problem !== undefined) throw new UserError(undefined, problem);
        if (ours !== undefined && (await type.read(api, ours.id, ours.outputs, true)) !== undefined) return ours;
        const left = begin + (ours === undefined ? milliseconds : Math.max(milliseconds, patience)) - Date.now();
        if (left <= 0 || !mayWait(pause)) return undefined;
        await wait(Math.min(pause, left));
        again = true;
    }
}

/** Which of the objects with the natural key belongs to this resource, or why none may be created. */
export function ownershipOf<Api, I extends Marked, O extends I>(
    type: Pick<MarkedType<Api, I, O>, "title" | "label" | "nameIsUnique">,
    present: readonly Found<O>[],
    inputs: I,
): { ours?: Found<O>; problem?: string } {
    const own = present.filter(({ outputs }) => outputs.marker === inputs.marker);
    if (own.length > 1) return { problem: several(type, own, inputs) };
    const [ours] = own;
    if (ours !== undefined) return { ours };
    const unfinished = present.filter(({ unfinished, outputs }) => unfinished && outputs.marker === undefined);
    const [left] = unfinished;
    if (left !== undefined && present.length === 1) return { ours: left };
    const [other] = present;
    if (other === undefined || !type.nameIsUnique) return {};
    return { problem: taken(type, other, inputs) };
}

function several<I extends Marked>(
    { title }: { title: string },
    own: readonly { id: string }[],
    { marker }: I,
): string {
    const ids = own.map(({ id }) => id);
    return coded(
        "CC1111",
        `${own.length} objects are marked as this ${title} (${marker}): ${quotedList(ids)}. Delete all but one`,
    );
}

function taken<I extends Marked>(type: { title: string }, other: Found<Marked>, { marker = "" }: I): string {
    const theirs = other.outputs.marker;
    const taken = `${withArticle(type.title)} "${other.name}" already exists (id ${other.id})`;
    const stack = (text: string) => text.split("/").slice(0, 2).join("/");
    if (theirs !== undefined && stack(theirs) === stack(marker)) {
        const name = theirs.split("/").slice(2).join("/");
        return coded(
            "CC1112",
            `${taken}, and this stack manages it as "${name}". If you renamed the resource, give it ` +
                `aliases: [{ name: ${JSON.stringify(name)} }]. Otherwise choose another name`,
        );
    }
    if (theirs !== undefined)
        return coded("CC1113", `${taken}, and the stack ${stack(theirs)} manages it. Choose another name`);
    return coded(
        "CC1114",
        `${taken}, and this stack did not create it. Run \`npx contact-center adopt\` to adopt it as it is, ` +
            `or choose another name (docs/reliability.md, "Objects that exist already")`,
    );
}

async function adoptExisting<Api, I extends Marked, O extends I>(
    type: MarkedType<Api, I, O>,
    api: Api,
    found: Found<O>,
    inputs: I,
): Promise<Created<O>> {
    const object = `${type.title} "${type.label(inputs)}"`;
    const note = `${object} was left behind by an interrupted run (id ${found.id}) and was adopted`;
    if (type.recover === undefined)
        return { id: found.id, outputs: (await type.update?.(api, found.id, found.outputs, inputs)) as O, note };
    const outputs = await type.recover(api, found, inputs);
    return { id: found.id, outputs, note: `${note}. Its secret was lost, so it has a new one` };
}
