import { Connections } from "../../provider/core/connections";
import { busyText, startSync } from "../../provider/imagicle/sync";
import { print, printError } from "../print";

/** `contact-center imagicle sync` */
export async function sync({ url, username }: { url: string; username: string }): Promise<void> {
    const password = process.env["IMAGICLE_PASSWORD"];
    if (!password) throw new Error("IMAGICLE_PASSWORD is not set; an argument would show the password to other users");
    new Connections({ get: () => undefined }).requireSafe("--url", url);
    const busy = (pause: number, left: number) => {
        const text = busyText(pause, left);
        if (text !== undefined) printError(text);
    };
    await startSync({ url, username, password }, { busy });
    print("Imagicle has started the synchronisation; how it ends is in its web portal");
}
