import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ConfigSource } from "../core/configuration";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { clientTypeKey } from "./clientTypes";

/**
 * Reads the profile of a client type from the folder that `eleveo:profiles` names. Throws an error that says what is
 * missing and what to do. Returns nothing for an unknown client type, which the check reports.
 * @param folder - that of the project
 */
export function readProfile(clientType: string, { get }: ConfigSource, folder: string): unknown {
    const key = clientTypeKey(clientType);
    if (key === undefined) return undefined;
    const given = get("eleveo:profiles");
    const file = join(resolve(folder, given ?? ""), `${key}.json`);
    if (given === undefined || !existsSync(file))
        throw new UserError(undefined, missing({ clientType, key, given, file }));
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new UserError("CC3053", `profile: "${file}" is not valid JSON: ${(error as Error).message}`);
    }
}

/** Adds the profile of a client's type, if a program declares none. */
export function withProfile(declared: Readonly<Record<string, unknown>>, source: ConfigSource) {
    const { clientType, profile } = declared;
    const isMissing = (profile === undefined || profile === null) && typeof clientType === "string";
    return isMissing ? { ...declared, profile: readProfile(clientType, source, projectFolder()) } : { ...declared };
}

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The folder of the project in which the engine has started this process: its own, or one above it. */
function projectFolder(): string {
    const own = process.cwd();
    for (let folder = own; ; folder = dirname(folder)) {
        if (projectFiles.some((file) => existsSync(join(folder, file)))) return folder;
        if (dirname(folder) === folder) return own;
    }
}

interface Missing {
    clientType: string;
    key: string;
    /** The value of `eleveo:profiles`. */
    given: string | undefined;
    file: string;
}

function missing({ clientType, key, given, file }: Missing): string {
    const folder = dirname(file);
    const remedy =
        `Create one client of this type in User Management, then run \`contact-center eleveo capture --client <its name> ` +
        `--type ${key}\`. Or declare the profile inline.`;
    if (given === undefined)
        return coded(
            "CC3054",
            `profile: no profile exists for the client type "${clientType}". The Keycloak settings of a type are not ` +
                `public. ${remedy} Then run \`pulumi config set eleveo:profiles profiles\`.`,
        );
    if (!existsSync(folder))
        return coded(
            "CC3055",
            `profile: eleveo:profiles is "${given}", but the folder "${folder}" does not exist. Correct it with \`pulumi config set eleveo:profiles <folder>\`, relative to Pulumi.yaml.`,
        );
    const others = readdirSync(folder).filter((name) => name.endsWith(".json"));
    const there = others.length === 0 ? "The folder has no profile" : `The folder has ${others.sort().join(", ")}`;
    return coded(
        "CC3056",
        `profile: the client type "${clientType}" needs the file "${file}", which does not exist. ${there}. ${remedy}`,
    );
}
