import type * as pulumi from "@pulumi/pulumi";
import { consequencesOf } from "../core/consequences";
import { ownershipOf } from "../core/createOnce";
import { idsIn, named } from "../core/names";
import { inferred, type Problem } from "../core/problem";
import type { Connection } from "../core/connections";
import type { Change, Found } from "../core/resourceType";
import { canonical } from "../core/json";
import { record } from "../core/values";
import { durationRule, operations, secondsOf } from "../core/timeouts";
import { Deadline, within } from "../transport/deadline";
import { isUntold } from "../transport/errors";
import { printableText } from "../transport/foreignText";
import { coded } from "../transport/message";
import { type Checked, checkInputs, decodeFound, encodeInputs, unchanged } from "./check";
import { keepCompiled } from "./compileCache";
import { connectionProblem, describe, describeProblems, objectWords } from "../core/describe";
import { connect, type Instance, type Served } from "./instance";
import { handOver } from "./problemFile";
import type { AnyType } from "./read";
import { replacedBy } from "./replaced";
import { holdsUnknown, namesKey, plainDeep, problemsKey, refusedKey, split, timeoutsIn, toEngine } from "./wire";

type Bag = Record<string, unknown>;

/**
 * The check of one resource: problems found by the program itself, in its inputs and in the tenant.
 * @param native - whether the engine does not say if this is a preview. Then what is right in a preview is done
 */
export async function check(
    one: Served,
    olds: Bag = {},
    given: Bag = {},
    native = false,
): Promise<pulumi.dynamic.CheckResult> {
    const { [problemsKey]: problemFile, [refusedKey]: refused, [namesKey]: givenNames, ...declared } = given;
    const { own: news, timeouts } = split(declared);
    const { type } = one;
    const preview = typeof problemFile === "string";
    const checked = checkInputs(type, news, olds);
    const { state, known, problems } = checked;
    Object.assign(state, timeoutsIn(declared));
    if (typeof refused === "string") return rejected(state, [refused], problemFile);
    const label = type.label({ ...writtenTexts(record(givenNames)), ...writtenTexts(news), ...known });
    problems.push(...timeoutProblems(timeouts), ...refusals(one, olds, state));
    const { live, unreachable } = await look(one, checked, { olds, preview: preview || native, label });
    const about = { one, label, name: namesFor(one, olds, state) };
    if (preview) await announce(about, olds, state);
    const told = { problems: unchanged(olds, state) ? problems.filter(isCertain) : problems, live };
    const texts = [...(await report(about, told)), ...(unreachable === undefined ? [] : [unreachable])].map((text) =>
        one.instance.connections.inNames(printableText(text)),
    );
    if (texts.length === 0) return { inputs: state };
    return rejected(state, texts, problemFile);
}

/**
 * The program ends after all of its resources were checked (sdk/resource.ts); an `up` without a preview ends at once.
 */
function rejected(inputs: Bag, texts: readonly string[], problemFile: unknown): pulumi.dynamic.CheckResult {
    if (typeof problemFile !== "string") return { inputs, failures: [{ property: "", reason: texts.join("\n") }] };
    handOver(problemFile, texts);
    return { inputs };
}

/** A resource, for messages. */
interface About {
    one: Served;
    label: string;
    /** Adds names to the ids in a text. */
    name: (text: string) => Promise<string>;
}

/** Looks up names only for texts with an id in them, and only if requests to the tenant are allowed. */
function namesFor({ instance, product, type }: Served, olds: Bag, state: Bag): About["name"] {
    return (text) => {
        if (instance.unreachable.has(product) || instance.connections.offlinePreview()) return Promise.resolve(text);
        const ids = [olds, state].flatMap((bag) => idsIn(type.references, plainDeep(split(bag).own) as Bag));
        return named(text, ids, () => type.connect(instance.connections));
    };
}

/** The same for the native plugin, which knows of a preview only after the check. */
export function announcePlan(one: Served, olds: Bag, state: Bag): Promise<void> {
    return announce({ one, label: one.type.label(writtenTexts(state)), name: namesFor(one, olds, state) }, olds, state);
}

/** In a preview, warns about what an update removes. */
async function announce({ one: { instance, type }, label, name }: About, olds: Bag, state: Bag): Promise<void> {
    if (isNew(olds) || type.consequences === undefined || unchanged(olds, state)) return;
    const [before, after] = [plainDeep(split(olds).own) as Bag, plainDeep(split(state).own) as Bag];
    for (const words of consequencesOf(type.consequences, before, after, holdsUnknown))
        instance.warn(await name(coded("CC1212", `${objectWords(type.title, label)}: ${words}`)));
}

/** What a create will do with an object that is there already: its own after a lost state, or an interrupted run's. */
function adoption({ consequences = {} }: AnyType, { id, outputs }: Found<Bag>, path: string): Problem {
    const there =
        outputs["marker"] === undefined
            ? `an object with this name and without a marker already exists (id ${id}), probably from an interrupted run`
            : `an object with this resource's marker already exists (id ${id})`;
    const lost = consequences.adopted === undefined ? "" : `: ${consequences.adopted}`;
    return { code: "CC1213", path, reason: `${there}. It will be adopted${lost}`, inferred: true };
}

const isCertain = ({ inferred }: Problem): boolean => inferred !== true;

/** Prints the warnings among the problems, and returns the rest as one text. */
async function report(
    { one: { instance, type }, label, name }: About,
    { problems, live }: { problems: readonly Problem[]; live: readonly Problem[] },
): Promise<string[]> {
    const all = [...problems, ...live];
    for (const warning of all.filter((each) => !isCertain(each)))
        instance.warn(
            await name(describeProblems(type.title, label, [warning])),
            // A problem without a path is not about this resource, so the others need not repeat it.
            warning.path === "" ? warning.reason : undefined,
        );
    const certain = all.filter(isCertain);
    if (certain.length === 0) return [];
    const lowered = live.some(isCertain) ? [instance.connections.loweredBy] : [];
    return [[await name(describeProblems(type.title, label, certain)), ...lowered].join("\n")];
}

/** Results that depend on the tenant. */
interface Looked {
    live: Problem[];
    /** Why it cannot be reached. Every other check would report the same. */
    unreachable?: string;
}

async function look(
    one: Served,
    checked: Checked<Bag>,
    { olds, preview, label }: { olds: Bag; preview: boolean; label: string },
): Promise<Looked> {
    const { instance, product, type } = one;
    const unreachable = instance.unreachable.get(product);
    if (unreachable !== undefined) return { live: [], unreachable };
    const { problems, state, known } = checked;
    try {
        const api = connect(one);
        const reader = preview ? undefined : readerProblem(api);
        if (reader !== undefined) {
            problems.push(reader);
            return { live: [] };
        }
        api?.notes?.forEach((note) => instance.warn(note));
        const checks = instance.connections.checks();
        // A wrong one is reported before the operation needs it.
        for (const operation of operations) instance.connections.timeout(operation);
        return await within(new Deadline(instance.connections.timeout("read")), async () => {
            if (type.derive && problems.every((each) => !isCertain(each)))
                problems.push(...(await derive(one, api, checked, olds)));
            // Unchanged resources were verified when they were created, so an `up` without changes makes no request
            // here.
            if (checks === "off" || unchanged(olds, state) || offline(instance, preview)) return { live: [] };
            const live = await verify(one, api, known, olds).catch((error) => [unverified(type, label, error)]);
            return { live: checks === "warn" ? inferred(live) : live };
        });
    } catch (error) {
        const reason = connectionProblem(error);
        if (reason !== undefined) instance.unreachable.set(product, reason);
        else problems.push({ code: undefined, path: "", reason: describe("check", type.title, label, error) });
        return { live: [], ...(reason === undefined ? {} : { unreachable: reason }) };
    } finally {
        keepCompiled("check");
    }
}

/** Why a read-only client changes nothing. */
export function readerProblem(api: Connection | undefined): Problem | undefined {
    if (api?.readerId === undefined) return undefined;
    return {
        code: "CC1214",
        path: "",
        reason: `the client ${api.readerId} only reads, so \`pulumi up\` cannot use it. Unset its environment variables`,
    };
}

/** A lookup that failed. If the tenant refuses to answer, the resource is not rejected. */
function unverified(type: AnyType, label: string, error: unknown): Problem {
    if (connectionProblem(error) !== undefined) throw error;
    const reason = describe("check", type.title, label, error);
    const problem = { code: undefined, path: "" };
    return isUntold(error) ? { ...problem, reason: `not checked: ${reason}`, inferred: true } : { ...problem, reason };
}

/** The option `customTimeouts`. */
const timeoutProblems = (timeouts: Bag = {}): Problem[] =>
    Object.entries(timeouts)
        .filter(([, given]) => given !== undefined && given !== null && secondsOf(given) === undefined)
        .map(([operation, given]) => ({
            code: undefined,
            path: `customTimeouts.${operation}`,
            reason: durationRule(given),
        }));

function refusals({ instance: { refused }, type }: Served, olds: Bag, state: Bag): Problem[] {
    const key = canonical([type.title, state]);
    const found = type.refusals?.(olds, state) ?? [];
    if (found.length > 0) refused.set(key, found);
    return isNew(olds) ? (refused.get(key) ?? []) : found;
}

/**
 * What the tenant would reject: a missing permission of the caller, a name that is taken, and the type's own checks.
 */
async function verify(one: Served, api: Connection | undefined, known: Bag, olds: Bag): Promise<Problem[]> {
    const { type } = one;
    const before = decodeFound<Bag>(type, olds);
    const needed = changesOf(type, before, known).flatMap((change) => type.needs?.(change, known) ?? []);
    const lacking = needed.length === 0 ? [] : ((await api?.lacking([...new Set(needed)])) ?? []);
    // Without the permissions, the lookups would only be rejected.
    if (lacking.some(isCertain)) return lacking;
    const problems = await Promise.all([type.verify?.(api, known, before), verifyName(one, api, known, before)]);
    return [...lacking, ...problems.flatMap((some) => some ?? [])];
}

const isNew = (olds: Bag): boolean => Object.keys(split(olds).own).length === 0;

function changesOf(type: AnyType, before: Bag, known: Bag): Change[] {
    if (isNew(before)) return ["create"];
    return replacedBy(type, before, known).length > 0 ? ["delete", "create"] : ["update"];
}

/** A new name must be free, or belong to an object that an interrupted run of this stack created. */
async function verifyName(
    { instance, type }: Served,
    api: Connection | undefined,
    known: Bag,
    before: Bag,
): Promise<Problem[]> {
    const label = type.label(known);
    if (known["marker"] === undefined || label === "" || label === type.label(before)) return [];
    const { ours, problem } = ownershipOf(type, await type.find(api, known), known);
    // For an identity provider, the alias.
    const path = Object.keys(known).find((property) => known[property] === label) ?? "name";
    if (problem !== undefined) return [{ code: undefined, path, reason: problem }];
    // For a replacement, the engine checks again, as if the resource were new. Its old object is deleted first.
    const isReplaced = ours !== undefined && instance.inState.has(ours.id);
    return ours === undefined || !isNew(before) || isReplaced ? [] : [adoption(type, ours, path)];
}

/** Whether a preview must make no request. */
function offline(instance: Instance, preview: boolean): boolean {
    if (!preview || !instance.connections.offlinePreview()) return false;
    instance.warn(
        coded(
            "CC1215",
            "contactcenter:offlinePreview is set, so this preview looked nothing up. `pulumi up` may reject what it shows",
        ),
    );
    return true;
}

/** Adds derived values to the inputs. Secrets are wrapped, because no program has marked these. */
async function derive(
    { instance, type }: Served,
    api: Connection | undefined,
    { state, known }: Pick<Checked<Bag>, "state" | "known">,
    olds: Bag,
) {
    const before = decodeFound<Bag>(type, olds);
    const { inputs = {}, problems = [], warnings = [] } = (await type.derive?.(api, known, before)) ?? {};
    for (const warning of warnings) instance.warn(`${objectWords(type.title, type.label(known))}: ${warning}`);
    Object.assign(state, toEngine(encodeInputs(type, inputs, Object.keys(inputs)), type.secrets));
    return problems;
}

/** Texts as the program wrote them, so that even an invalid name identifies its object. */
function writtenTexts(news: Bag): Bag {
    return Object.fromEntries(
        Object.entries(news).filter(([, value]) => typeof value === "string" && !holdsUnknown(value)),
    );
}
