import { type Document, isMap, isSeq, type Node, type YAMLSeq } from "yaml";
import { UserError } from "../../provider/transport/errors";
import { requireYaml } from "../yaml";
import { parseReviewFile } from "./decisions";

/** A decision as a reviewer makes it. */
export interface NewDecision {
    stack: string;
    /** Fingerprint of a finding, or the id of an unmanaged object. */
    of: string;
    decision: "accept" | "revert" | "ignore";
    /** The last day of `ignore`, `2026-12-31`. */
    until?: string;
    reason?: string;
}

/** Whether a decision is about a finding; otherwise it is about an unmanaged object, by its id. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);

/** The lists of decisions in the file, and their keys. */
const places = [
    { path: ["decisions"], key: "finding" },
    { path: ["unmanaged", "allow"], key: "id" },
] as const;

/** A review file with one more decision, or a changed one for the same finding. All other content is kept. */
export function withDecision(text: string, file: string, made: NewDecision): string {
    refuse(made);
    const document = documentIn(text, file);
    const { stack, of, decision, until, reason } = made;
    const [place, entry] = isFingerprint(of)
        ? [places[0], { stack, finding: of, decision, until, reason }]
        : [places[1], { stack, id: of, until, reason }];
    const given = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
    const node = document.createNode(given, { flow: true });
    const list = listAt(document, place.path) ?? emptyList(document, place.path);
    const at = list.items.findIndex((item) => isOf(item, place.key, made));
    if (at < 0) list.add(node);
    else list.items[at] = withComments(node, list.items[at] as Node);
    list.flow = false;
    return written(document, text, file);
}

function refuse({ of, decision, until, reason }: NewDecision): void {
    if (!isFingerprint(of) && decision !== "ignore")
        throw new UserError(
            "CC6076",
            `"${of}" is not the fingerprint of a finding, which has 16 digits and letters from a to f. For an unmanaged object, given by its id, the only decision is ignore`,
        );
    if (decision === "ignore" && (until === undefined || reason === undefined))
        throw new UserError("CC6077", "ignore needs a last day and a reason. Use --until 2026-12-31 --reason <text>");
    if (decision !== "ignore" && until !== undefined)
        throw new UserError("CC6078", "--until is only for the decision ignore. Remove it");
}

/** A review file without some decisions. All other content is kept. */
export function withoutDecisions(
    text: string,
    file: string,
    superfluous: readonly Pick<NewDecision, "stack" | "of">[],
): string {
    const document = documentIn(text, file);
    for (const { path, key } of places) {
        const list = listAt(document, path);
        if (list !== undefined)
            list.items = list.items.filter((item) => !superfluous.some((one) => isOf(item, key, one)));
    }
    return written(document, text, file);
}

function documentIn(text: string, file: string): Document {
    parseReviewFile(text, file);
    return requireYaml(text, file);
}

function listAt(document: Document, path: readonly string[]): YAMLSeq | undefined {
    const list = document.getIn(path);
    return isSeq(list) ? list : undefined;
}

function emptyList(document: Document, path: readonly string[]): YAMLSeq {
    const list = document.createNode([]) as YAMLSeq;
    document.setIn(path, list);
    return list;
}

const isOf = (item: unknown, key: string, { stack, of }: Pick<NewDecision, "stack" | "of">): boolean =>
    isMap(item) && item.get("stack") === stack && item.get(key) === of;

function withComments(node: Node, { commentBefore, comment, spaceBefore }: Node): Node {
    return Object.assign(node, { commentBefore, comment, spaceBefore });
}

/** With the same indent as before. */
function written(document: Document, before: string, file: string): string {
    const indent = /^( +)\S/m.exec(before)?.[1]?.length ?? 4;
    const text = document.toString({ indent, indentSeq: !/^- /m.test(before), lineWidth: 0 });
    parseReviewFile(text, file);
    return text;
}
