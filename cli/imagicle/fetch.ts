import { withOutputs } from "../../provider/core/outputs";
import { fetchWebexData } from "../../provider/imagicle/webexApi";
import { kindNames, type WebexData } from "../../provider/imagicle/webexData";
import { webex } from "../../provider/webex/settings";
import { connectionsOf, openStack } from "../../engine/stack";
import { print } from "../print";
import { Progress } from "../progress";
import { printable } from "../../provider/transport/foreignText";

interface Options {
    faxWorkspace: string[];
    org: string[];
    url?: string;
    stack?: string;
    output: string;
}

/** `contact-center imagicle fetch` */
export async function fetchData(options: Options): Promise<void> {
    const stack = await openStack(options.stack);
    const { url, faxWorkspace, org, output } = options;
    const connections = connectionsOf(stack);
    if (url !== undefined) connections.requireSafe("--url", url);
    const { token } = connections.settings(webex);
    const progress = new Progress();
    const listener = {
        note: (text: string) => progress.note(text),
        refused: (text: string) => progress.note(text),
        progress: (pages: number, objects: number) =>
            progress.report(() => `reading Webex: ${pages} pages, ${objects} objects`),
    };
    const data = await withOutputs([], async (outputs) => {
        const file = await outputs.open(output, { personal: true });
        const connection = { token, faxWorkspaces: faxWorkspace, organizations: org, ...(url ? { url } : {}) };
        const fetched = await fetchWebexData(connection, listener);
        await file.write(JSON.stringify(fetched, undefined, 1));
        return fetched;
    }).finally(() => progress.end());
    print(printable(`${output}: ${summary(data)}`));
}

function summary({ organizationName, objects, unread = [] }: WebexData): string {
    const counts = new Map<string, number>();
    for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kinds = [...counts].map(([kind, count]) => `${kindNames[kind as keyof typeof kindNames]}: ${count}`);
    const of = organizationName === "" ? "" : ` of ${organizationName}`;
    const missing = unread.length === 0 ? "" : `; not read: ${unread.map(({ kind }) => kindNames[kind]).join(", ")}`;
    return `${objects.length} objects${of}${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""}${missing}`;
}
