import { writeFile } from "node:fs/promises";
import { fetchWebexData } from "../../provider/imagicle/webexApi";
import { webex } from "../../provider/webex/settings";
import { connectionsOf, openStack } from "../../engine/stack";

interface Options {
    faxWorkspace: string[];
    url?: string;
    stack?: string;
    output: string;
}

/** `contact-center imagicle fetch` */
export async function fetchData(options: Options): Promise<void> {
    const stack = await openStack(options.stack);
    const { token } = connectionsOf(stack).settings(webex);
    const { url, faxWorkspace, output } = options;
    const data = await fetchWebexData({ token, faxWorkspaces: faxWorkspace, ...(url ? { url } : {}) });
    await writeFile(output, JSON.stringify(data, undefined, 1), { mode: 0o600 });
    console.log(`${output}: ${data.objects.length} objects of ${data.organizationName}`);
}
