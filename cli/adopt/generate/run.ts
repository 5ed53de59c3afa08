import { counted } from "../../drift/format";
import { existsSync, readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { survey } from "../../../operations/adopt/survey";
import { genesys } from "../../../provider/genesys/api";
import { projectFolder } from "../../../engine/workspace";
import { writeFiles } from "../../files";
import { connectionsOf, openStack } from "../../../engine/stack";
import { filtered, parsePattern } from "./filter";
import { projectOf } from "./project";
import { print, printError } from "../../print";
import { printable } from "../../../provider/transport/foreignText";
import { UserError } from "../../../provider/transport/errors";

export interface GenerateOptions {
    generate: string;
    stack?: string;
    only?: string[];
    except?: string[];
}

/** `contact-center adopt --generate`: writes a program for the existing objects. */
export async function generate(options: GenerateOptions): Promise<void> {
    const folder = resolve(options.generate);
    if (existsSync(folder) && readdirSync(folder).length > 0)
        throw new UserError("CC6006", `${options.generate} is not empty. Name an empty or a new folder`);
    const patterns = (given: readonly string[] = []) => given.map(parsePattern);
    const [only, except] = [patterns(options.only), patterns(options.except)];
    // Outside a project, the credentials come from the environment.
    const stack = projectFolder() !== undefined ? await openStack(options.stack) : undefined;
    const connections = connectionsOf(stack);
    const settings = connections.settings(genesys);
    const name = stack?.name ?? options.stack ?? "dev";
    const begin = performance.now();
    const found = await survey(connections);
    const { files, resources, leftOut } = projectOf({
        survey: found,
        objects: filtered(found, only, except),
        stack: name,
        config: {
            "genesyscloud:region": settings.region,
            "genesyscloud:oauthClientId": settings.clientId,
            ...gateway(stack?.config.get("genesyscloud:gateway") ?? process.env["GENESYSCLOUD_GATEWAY"]),
        },
        versions: versions(),
    });
    await writeFiles(folder, files, { personal: true });
    const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
    for (const line of [...found.leftOut, ...leftOut]) printError(printable(`Left out: ${line}.`));
    const shown = relative(process.cwd(), folder) || ".";
    print(
        [
            `Wrote ${counted(resources, "object")} to ${shown}, with ${counted(connections.requests, "request")} in ${seconds} s. Review the program, then run:`,
            `  cd ${shown} && npm install`,
            `  pulumi stack init ${name}`,
            "  pulumi config set --secret genesyscloud:oauthClientSecret",
            "  npx contact-center adopt --ids import.json",
        ].join("\n"),
    );
}

const gateway = (address: string | undefined): Record<string, string> =>
    address === undefined ? {} : { "genesyscloud:gateway": address };

function versions() {
    const {
        version,
        peerDependencies = {},
        dependencies = {},
    } = require("pulumi-contact-center/package.json") as {
        version: string;
        peerDependencies?: Record<string, string>;
        dependencies?: Record<string, string>;
    };
    const pulumi = peerDependencies["@pulumi/pulumi"] ?? dependencies["@pulumi/pulumi"] ?? "^3.0.0";
    return { own: `^${version}`, pulumi };
}
