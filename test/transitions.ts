import type * as pulumi from "@pulumi/pulumi";
import { canonical, isRecord } from "../provider/core/json";

type Bag = Record<string, unknown>;
type Face = Required<pulumi.dynamic.ResourceProvider>;

/** Values of the properties of a type, each driven from one to another. */
export interface Drive {
    /** Opens a provider; each walk has one, as each run of the engine has. */
    face(): Face;
    /** What every declaration has. @param walk - creates its own names */
    base(walk: number): Bag;
    /** By path: `displayName`, `profile.client.enabled`. Each also goes from and to "not declared". */
    values: Readonly<Record<string, readonly unknown[]>>;
    /** Walks at the same time. @default 4 */
    atOnce?: number;
    /** Properties that a value of another one requires. */
    together?: Readonly<Record<string, Bag>>;
}

export interface Driven {
    properties: number;
    transitions: number;
    /** Of these, refused at preview. */
    refused: number;
    /** What `up` claimed or refused although the preview accepted it. */
    violations: string[];
}

const absent = Symbol("not declared");

/** @param all - every pair of values, instead of one walk through them */
export async function drive(options: Drive, all: boolean): Promise<Driven> {
    const driven: Driven = { properties: 0, transitions: 0, refused: 0, violations: [] };
    const walks = Object.entries(options.values).map(([path, values], index) => async () => {
        driven.properties++;
        const choices = [absent, ...values];
        // From a create with the first value through all of them, to "not declared" and back.
        const order = all ? everyPair(choices.length) : [...values.map((_, at) => at + 1), 0, 1];
        const walk = new Walk(options, driven, { path, index });
        for (const choice of order) await walk.to(choices[choice]);
        await walk.end();
        // A create with each value, too.
        for (const [number, value] of all ? values.entries() : []) {
            const created = new Walk(options, driven, { path, index: 1_000 * (number + 1) + index });
            await created.to(value);
            await created.end();
        }
    });
    // A few at a time, as the engine does.
    await Promise.all(
        Array.from({ length: options.atOnce ?? 4 }, async () => {
            for (let next = walks.shift(); next !== undefined; next = walks.shift()) await next();
        }),
    );
    return driven;
}

/** An order in which each number follows each other one once. */
export function everyPair(count: number): number[] {
    const left = new Set<string>();
    for (let from = 0; from < count; from++)
        for (let to = 0; to < count; to++) if (from !== to) left.add(`${from} ${to}`);
    const order = [0];
    while (left.size > 0) {
        const from = order.at(-1) ?? 0;
        const next = [...Array(count).keys()].find((to) => left.delete(`${from} ${to}`));
        order.push(next ?? Number([...left][0]?.split(" ")[0]));
    }
    return order;
}

/** One object on its way through the values of a property. */
class Walk {
    readonly #face: Face;
    #object: { id: string; outputs: Bag; inputs: Bag } | undefined;
    #last = "nothing";

    constructor(
        private readonly drive: Drive,
        private readonly driven: Driven,
        private readonly of: { path: string; index: number },
    ) {
        this.#face = drive.face();
    }

    async to(value: unknown): Promise<void> {
        const news = this.#declaration(value);
        const words = `${this.of.path}: ${this.#last} → ${value === absent ? "not declared" : JSON.stringify(value)}`;
        this.driven.transitions++;
        try {
            const checked = await this.#face.check(this.#object?.inputs ?? {}, news);
            if (checked.failures?.length) {
                this.driven.refused++;
                return;
            }
            await this.#apply(checked.inputs as Bag);
            this.#last = value === absent ? "not declared" : JSON.stringify(value);
            const seen = await this.#secondPreview(news);
            if (seen !== undefined) this.driven.violations.push(`${words}: the second preview shows ${seen}`);
        } catch (error) {
            const { id, properties, message } = error as Error & { id?: string; properties?: Bag };
            this.driven.violations.push(`${words}: ${message}`);
            if (id !== undefined && properties !== undefined) this.#object = { id, outputs: properties, inputs: {} };
        }
    }

    async end(): Promise<void> {
        if (this.#object) await this.#face.delete(this.#object.id, plain(this.#object.outputs)).catch(() => undefined);
    }

    #declaration(value: unknown): Bag {
        const { base, together } = this.drive;
        const declared = structuredClone(base(this.of.index));
        if (value === absent) return { ...declared, __provider: "p" };
        Object.assign(declared, together?.[this.of.path]);
        const parts = this.of.path.split(".");
        let at = declared;
        for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Bag;
        at[parts.at(-1) ?? ""] = value;
        return { ...declared, __provider: "p" };
    }

    async #apply(inputs: Bag): Promise<void> {
        const now = this.#object;
        const { replaces = [] } = now === undefined ? {} : await this.#face.diff(now.id, now.outputs, inputs);
        if (now !== undefined && replaces.length === 0) {
            const { outs } = await this.#face.update(now.id, now.outputs, inputs);
            this.#object = { id: now.id, outputs: plain(outs as Bag), inputs };
            return;
        }
        if (now !== undefined) await this.#face.delete(now.id, now.outputs);
        const { id, outs } = await this.#face.create(inputs);
        this.#object = { id, outputs: plain(outs as Bag), inputs };
    }

    /** What a refresh and a preview of the same program show; nothing if it is empty. */
    async #secondPreview(news: Bag): Promise<string | undefined> {
        const { id = "", outputs = {} } = this.#object ?? {};
        const read = await this.#face.read(id, { ...outputs, __provider: "p" });
        const before = plain((read as { inputs?: Bag }).inputs ?? {});
        const again = await this.#face.check(before, news);
        if (again.failures?.length) return `a refusal, ${again.failures[0]?.reason}`;
        const after = plain(again.inputs as Bag);
        const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
            (key) => key !== "__provider" && canonical(before[key]) !== canonical(after[key]),
        );
        if (differing.length === 0) return undefined;
        return differing
            .map((key) => `${key} ${JSON.stringify(before[key])}, not ${JSON.stringify(after[key])}`)
            .join("; ");
    }
}

/** As the engine keeps it, with secrets in plain text. */
function plain(bag: Bag): Bag {
    return Object.fromEntries(
        Object.entries(bag).map(([key, value]) => [
            key,
            isRecord(value) && "4dabf18193072939515e22adb298388d" in value ? value["value"] : value,
        ]),
    );
}
