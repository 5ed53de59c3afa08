import { readFile, rm } from "node:fs/promises";
import { cacheFile } from "../../provider/core/cacheFile";
import { writeCacheFile } from "../../provider/core/outputs";

/** What the last adoption added to a stack, so that an undo can remove it. */
export interface AdoptionRecord {
    stack: string;
    /** ISO 8601. */
    at: string;
    /** Ids by URN. Components and explicit providers have none and are stored by {@link idlessKey}. */
    resources: Record<string, string | null>;
    /** Whether the import finished. The next run continues one that did not. */
    finished: boolean;
}

/** `<type>::<name>` of resources that an import creates and does not read. */
export function idlessKey(urn: string): string {
    const [name = "", types = ""] = urn.split("::").reverse();
    return `${types.split("$").at(-1) ?? ""}::${name}`;
}

const fileOf = (folder: string, stack: string): string => cacheFile("adopted", [folder, stack]);

/** @param folder - the project's */
export async function readRecord(folder: string, stack: string): Promise<AdoptionRecord | undefined> {
    const text = await readFile(fileOf(folder, stack), "utf8").catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as AdoptionRecord);
}

export async function writeRecord(folder: string, record: AdoptionRecord): Promise<void> {
    await writeCacheFile(fileOf(folder, record.stack), JSON.stringify(record));
}

export const removeRecord = (folder: string, stack: string): Promise<void> =>
    rm(fileOf(folder, stack), { force: true });
