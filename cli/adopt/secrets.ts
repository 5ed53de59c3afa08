import { readFileSync } from "node:fs";
import { confirm, password, select } from "@inquirer/prompts";
import type { Adoption } from "../../operations/adopt/adoption";
import type { AdoptionRequest } from "../../operations/adopt/fulfil";
import { formatResource } from "./format";
import { printError, printWarning } from "../print";
import { UserError } from "../../provider/transport/errors";

/** What to do with a client's secret that cannot be read. */
type How = { how: "none" | "rotate" | "ask" } | { how: "fd"; number: number } | { how: "config"; key: string };

/** Choices from `--secret`: for single resources, and for all others. */
export interface SecretChoices {
    own: Map<string, How>;
    all?: How;
}

export function parseSecrets(given: readonly string[]): SecretChoices {
    const choices: SecretChoices = { own: new Map() };
    for (const text of given) {
        // A resource's name may contain `=`, but a choice cannot.
        const at = text.lastIndexOf("=");
        const how = parseHow(text.slice(at + 1), text);
        if (at >= 0) choices.own.set(text.slice(0, at), how);
        else choices.all = how;
    }
    return choices;
}

function parseHow(text: string, whole: string): How {
    if (text === "none" || text === "rotate") return { how: text };
    if (text === "keep") return { how: "ask" };
    const number = /^keep:fd:(\d+)$/.exec(text)?.[1];
    if (number !== undefined) return { how: "fd", number: Number(number) };
    const key = /^keep:config:(.+)$/.exec(text)?.[1];
    if (key !== undefined) return { how: "config", key };
    throw new UserError(
        "CC6011",
        `--secret ${whole}: unknown choice "${text}". Use none, rotate, keep, keep:fd:<number> or keep:config:<key>`,
    );
}

/** A client to adopt, or one that the stack holds without its secret. */
type Client = Pick<Adoption, "urn" | "type" | "name" | "label" | "provider" | "secretUnknown">;

/** Where to ask for a secret. */
export interface Sources {
    /** Whether the command runs at an interactive terminal. */
    interactive: boolean;
    config(key: string): string | undefined;
    works(urn: string, secret: string): Promise<boolean | undefined>;
}

/** What to pass on for each client whose secret cannot be read. Throws before anything has changed. */
export async function secretWishes(
    resources: readonly Client[],
    choices: SecretChoices,
    sources: Sources,
): Promise<Map<string, AdoptionRequest>> {
    const clients = resources.filter(({ secretUnknown }) => secretUnknown);
    const unknownNames = [...choices.own.keys()].filter((name) => !clients.some((one) => one.name === name));
    if (unknownNames.length > 0)
        throw new UserError(
            "CC6012",
            `--secret ${unknownNames.join(", ")}: no client without a secret in the stack has this name. Use the name of its resource`,
        );
    const wishes = new Map<string, AdoptionRequest>();
    for (const client of clients) {
        const own = choices.own.get(client.name);
        const how = own ?? choices.all ?? (sources.interactive ? await ask(client) : { how: "none" as const });
        const secret = await secretOf(client, how, { ...sources, named: own !== undefined });
        if (secret !== undefined) wishes.set(client.urn, { secret });
    }
    return wishes;
}

async function secretOf(
    client: Client,
    how: How,
    { interactive, config, works, named }: Sources & { named: boolean },
): Promise<AdoptionRequest["secret"]> {
    const object = formatResource(client);
    const where = `the secret of ${object}`;
    if (how.how === "none") return undefined;
    if (how.how === "rotate") {
        // The old secret stops working at once, so a choice for all clients is not enough.
        if (!named && !interactive)
            throw new UserError(
                "CC6013",
                `${where} is rotated only if you name the client. Use --secret ${client.name}=rotate`,
            );
        if (!named && !(await agreedToRotate(client))) return undefined;
        return "renewed";
    }
    if (how.how === "ask" && !interactive)
        throw new UserError(
            "CC6014",
            `${where} is needed, and there is no terminal to ask for it. Use keep:fd:<number> or keep:config:<key>`,
        );
    for (;;) {
        const value = how.how === "ask" ? await askSecret(client) : given(how, config, where);
        if (value === "")
            throw new UserError("CC6015", `${where} is empty. Provide its value, or use --secret ${client.name}=none`);
        const works_ = await works(client.urn, value);
        if (works_ !== false) {
            if (works_ === undefined)
                printWarning("CC6019", `${where} cannot be tested, because people log in with it.`);
            return { value };
        }
        if (how.how !== "ask")
            throw new UserError("CC6016", `${where} is wrong: the product grants no token for it. Check the value`);
        printError("The secret is wrong, because the product grants no token for it.");
    }
}

function given(how: How, config: Sources["config"], where: string): string {
    if (how.how === "fd") return readDescriptor(how.number, where);
    if (how.how !== "config") return "";
    const value = config(how.key);
    if (value === undefined)
        throw new UserError(
            "CC6017",
            `the configuration of the stack has no ${how.key}. Set it with \`pulumi config set --secret\``,
        );
    return value;
}

async function ask(client: Client): Promise<How> {
    const how = await select<"none" | "ask" | "rotate">({
        message: `The secret of ${formatResource(client)} cannot be read`,
        choices: [
            {
                value: "none",
                name: "leave it out: the output is empty until you run `contact-center adopt --secret`",
            },
            { value: "ask", name: "enter it" },
            { value: "rotate", name: "create a new one: the old one stops working at once" },
        ],
    });
    return { how };
}

const askSecret = (client: Client): Promise<string> =>
    password({ message: `Secret of ${formatResource(client)}`, mask: true });

const agreedToRotate = (client: Client): Promise<boolean> =>
    confirm({
        message: `Create a new secret of ${formatResource(client)}? The old one stops working at once`,
        default: false,
    });

function readDescriptor(number: number, where: string): string {
    try {
        return readFileSync(number, "utf8").trim();
    } catch (error) {
        throw new UserError(
            "CC6018",
            `${where} cannot be read from the file descriptor ${number} (${(error as NodeJS.ErrnoException).code}). Redirect it, as in \`keep:fd:${number} ${number}< file\`. If npx does not pass it on, run node_modules/.bin/contact-center`,
            { cause: error },
        );
    }
}
