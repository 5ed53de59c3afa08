import { didYouMean } from "../core/problem";
import { coded } from "../transport/message";

/**
 * Client types of Eleveo's screen "Provider clients", by key, with their labels (see the page "Managing Provider
 * Clients").
 */
export const clientTypes = {
    "cti-events-import": "CTI events import",
    "user-import": "User import",
    "cloud-integration": "Cloud integration",
    "screen-capture": "Screen capture",
    "historical-data-import": "Historical data import",
    // Eleveo 9.4 and 9.5 do not have the last two; 9.7 does.
    "export-integration": "Export integration",
    "import-integration": "Import integration",
} as const;
export type ClientType = keyof typeof clientTypes;

/** Created by ETL Manager; Eleveo: "Do not add them manually". */
const etlTypes = ["ETL basic", "ETL user import", "ETL historical data import"];

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "-");

/** The key of a client type, given as a key or as its label on the screen. */
export function clientTypeKey(written: string): ClientType | undefined {
    return (Object.keys(clientTypes) as ClientType[]).find((key) => key === plain(written.trim()));
}

/** What is wrong with a client type, and what would be correct. */
export function clientTypeProblem(written: string): string | undefined {
    if (clientTypeKey(written) !== undefined) return undefined;
    const etl = etlTypes.find((type) => plain(type) === plain(written.trim()));
    if (etl !== undefined)
        return coded(
            "CC3021",
            `ETL Manager creates provider clients of the type "${etl}" when an integration is set up there. ` +
                `Eleveo does not allow you to add one manually`,
        );
    const legal = [...Object.keys(clientTypes), ...Object.values(clientTypes)];
    const near = didYouMean(written, legal) || `. The types are ${Object.values(clientTypes).join(", ")}`;
    return coded("CC3022", `unknown client type "${written}"${near}`);
}

/**
 * Whether ETL Manager created a client: its id or name begins with the label of an ETL type. Not confirmed (E-20) by an
 * Eleveo document.
 */
export function madeByEtlManager({ clientId = "", name = "" }: { clientId?: string; name?: string }): boolean {
    return [clientId, name].some((text) => etlTypes.some((type) => plain(text).startsWith(plain(type))));
}
