import { z } from "zod";
import { own } from "../provider/core/json";
import { didYouMean, pathText } from "../provider/core/problem";
import { UserError } from "../provider/transport/errors";
import { coded } from "../provider/transport/message";

/** Credentials of stacks that a pipeline has in a variable, for commands that read and commands that write. */
const variables = { read: "CONTACT_CENTER_READ_CREDENTIALS", write: "CONTACT_CENTER_CREDENTIALS" } as const;
type Use = keyof typeof variables;

/** The variable of a setting for the provider, by its key in the stack's configuration. */
const names: Readonly<Record<Use, Readonly<Record<string, string>>>> = {
    read: {
        "genesyscloud:oauthClientId": "GENESYSCLOUD_READCLIENT_ID",
        "genesyscloud:oauthClientSecret": "GENESYSCLOUD_READCLIENT_SECRET",
        "eleveo:clientId": "ELEVEO_READCLIENT_ID",
        "eleveo:clientSecret": "ELEVEO_READCLIENT_SECRET",
    },
    write: {
        "genesyscloud:oauthClientId": "GENESYSCLOUD_OAUTHCLIENT_ID",
        "genesyscloud:oauthClientSecret": "GENESYSCLOUD_OAUTHCLIENT_SECRET",
        "genesyscloud:oauthClients": "GENESYSCLOUD_OAUTHCLIENTS",
        "eleveo:clientId": "ELEVEO_CLIENT_ID",
        "eleveo:clientSecret": "ELEVEO_CLIENT_SECRET",
    },
};

const given = z.record(z.string(), z.record(z.string(), z.string().min(1, coded("CC7017", "is empty"))));

/** The environment of the engine for a stack. */
export type EnvironmentOf = (stack: string) => NodeJS.ProcessEnv;

/**
 * Gives each stack only its own credentials from a variable of the pipeline. Throws a {@link UserError} with all
 * problems, but without values, because they are secrets.
 */
export function credentialsFor(use: Use, env: NodeJS.ProcessEnv): EnvironmentOf {
    const hidden = Object.fromEntries(Object.values(variables).map((name) => [name, undefined]));
    const text = env[variables[use]]?.trim() ?? "";
    const stacks = text === "" ? {} : parsed(text, use);
    return (stack) => {
        const settings = Object.entries(own(stacks, stack) ?? {});
        return { ...hidden, ...Object.fromEntries(settings.map(([key, value]) => [names[use][key], value])) };
    };
}

function parsed(text: string, use: Use): z.output<typeof given> {
    const { data, error } = given.safeParse(json(text));
    const problems = error
        ? error.issues.map(({ path, message }) => `${pathText(path) || "the value"}: ${message}`)
        : Object.entries(data ?? {}).flatMap(([stack, settings]) => unknown(stack, settings, Object.keys(names[use])));
    if (data === undefined || problems.length > 0)
        throw new UserError(
            "CC7018",
            [
                `${variables[use]} cannot be used. It must be JSON, such as {"acme": {"genesyscloud:oauthClientId": "…", "genesyscloud:oauthClientSecret": "…"}}:`,
                ...problems,
            ].join("\n  "),
        );
    return data;
}

const unknown = (stack: string, settings: object, known: readonly string[]): string[] =>
    Object.keys(settings)
        .filter((key) => !known.includes(key))
        .map((key) => coded("CC7019", `${pathText([stack])}: unknown key ${key}${didYouMean(key, known)}`));

/** The message of the parser would show a part of the text. */
function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
