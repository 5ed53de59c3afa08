import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { canonical } from "../../provider/core/json";
import { writeOutput } from "../../provider/core/outputs";
import { eleveo } from "../../provider/eleveo/api";
import { captureProfile } from "../../provider/eleveo/capture";
import type { ClientType } from "../../provider/eleveo/clientTypes";
import { connectionsOf, openStack } from "../../engine/stack";
import { print, printError } from "../print";
import { UserError } from "../../provider/transport/errors";

interface Options {
    stack?: string;
    client: string;
    type: ClientType;
    folder?: string;
    clientIdAt?: string[];
    force?: boolean;
}

/** `contact-center eleveo capture` */
export async function capture(options: Options): Promise<void> {
    const stack = await openStack(options.stack);
    const { client, type, clientIdAt = [] } = options;
    const { profile, notes, asked } = await captureProfile(connectionsOf(stack).to(eleveo), client, type, clientIdAt);
    // The path as the program reads it: relative to the project, wherever the command runs.
    const folder = options.folder ?? resolve(stack?.folder ?? "", stack?.config.get("eleveo:profiles") ?? "profiles");
    const file = join(folder, `${options.type}.json`);
    const text = `${JSON.stringify(JSON.parse(canonical(profile)), undefined, 4)}\n`;
    const before = existsSync(file) ? await readFile(file, "utf8") : undefined;
    if (before !== undefined && before !== text && !options.force)
        throw new UserError("CC7021", `${file} exists and differs. Review it, then use --force to replace it`);
    await mkdir(folder, { recursive: true });
    await writeOutput(file, text);
    print(
        `${relative(process.cwd(), file)} ${before === undefined ? "written" : before === text ? "unchanged" : "replaced"}`,
    );
    for (const note of notes) printError(`Not in the profile: ${note}.`);
    if (asked.length > 0) printError(question(client, asked));
    printError("Review the file before you commit it: every client created from it gets these settings.");
}

/** A text that equals the client id may be the id of any client, or a word of the client type. */
const question = (client: string, places: readonly string[]): string =>
    [
        `The id of the client, ${JSON.stringify(client)}, also occurs at:`,
        ...places.map((place) => `  ${place}`),
        "These places keep it unchanged. If each client of this type has its own id there, run the command again with",
        ...places.map((place) => `  --client-id-at '${place}'`),
    ].join("\n");
