import { withOutputs } from "../../provider/core/outputs";
import { fetchWebexData } from "../../provider/imagicle/webexApi";
import { webex } from "../../provider/webex/settings";
import { connectionsOf, openStack } from "../../engine/stack";
import { print } from "../print";

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
    const data = await withOutputs([], async (outputs) => {
        const file = await outputs.open(output, { personal: true });
        const fetched = await fetchWebexData({ token, faxWorkspaces: faxWorkspace, ...(url ? { url } : {}) });
        await file.write(JSON.stringify(fetched, undefined, 1));
        return fetched;
    });
    print(`${output}: ${data.objects.length} objects of ${data.organizationName}`);
}
