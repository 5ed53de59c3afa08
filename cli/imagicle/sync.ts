import { Connections } from "../../provider/core/connections";
import { busyText, startSync } from "../../provider/imagicle/sync";
import { print, printError } from "../print";
import { UserError } from "../../provider/transport/errors";

/** `contact-center imagicle sync` */
export async function sync({ url, username }: { url: string; username: string }): Promise<void> {
    const password = process.env["IMAGICLE_PASSWORD"];
    if (!password)
        throw new UserError(
            "CC7065",
            "IMAGICLE_PASSWORD is not set. Set it to the password of the user of the web portal",
        );
    new Connections({ get: () => undefined }).requireSafe("--url", url);
    const busy = (pause: number, left: number) => {
        const text = busyText(pause, left);
        if (text !== undefined) printError(text);
    };
    await startSync({ url, username, password }, { busy });
    print("Imagicle has started the synchronization. Its web portal shows the result.");
}
