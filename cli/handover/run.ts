import { basename } from "node:path";
import { stdin, stdout } from "node:process";
import { confirm } from "@inquirer/prompts";
import { withOutputs } from "../../provider/core/outputs";
import { type Handover, handoverOf } from "../../operations/handover/handover";
import { type Format, formatCounts, renderForm } from "./form";
import { providersInState, settledConnections } from "../../engine/providers";
import { requireStack } from "../../engine/stack";
import { printable } from "../../provider/transport/foreignText";
import { printData, printError } from "../print";
import { UserError } from "../../provider/transport/errors";

interface Options {
    stack?: string;
    integration?: string;
    format: Format;
    output?: string;
    recipient?: string[];
    reveal?: boolean;
}

/** `contact-center handover` */
export async function handover(options: Options): Promise<void> {
    const { recipient, output, format } = options;
    if (recipient && output === undefined)
        throw new UserError("CC6041", "--recipient needs --output, because the secrets are written next to that file");
    if (options.reveal && (output !== undefined || !stdin.isTTY || !stdout.isTTY))
        throw new UserError(
            "CC6042",
            "--reveal works only on a terminal and without --output. For a file, use --recipient <age public key>",
        );
    const stack = await requireStack(options.stack);
    const resources = await stack.resources();
    const providerOf = providersInState(resources, stack.config);
    const form = await handoverOf(
        resources,
        ({ provider }) => settledConnections(providerOf(provider)),
        options.integration,
    );
    const reveal = options.reveal === true && (await agreed(form));
    const encrypted = recipient === undefined ? undefined : `${output}.age`;
    const text = renderForm(form, format, reveal, encrypted && basename(encrypted));
    if (output === undefined) printData(text);
    else
        await withOutputs([], async (outputs) => {
            const file = await outputs.open(output, { personal: true });
            const secrets = encrypted === undefined ? undefined : await outputs.open(encrypted, { personal: true });
            await secrets?.write(await encryptFor(recipient ?? [], form));
            await file.write(text);
        });
    const failed = form.checks.filter(({ problem }) => problem !== undefined);
    for (const { object, problem } of failed) printError(printable(`${object}: ${problem}`));
    printError(`${formatCounts(form)}${encrypted ? `; the secrets are in ${encrypted}` : ""}`);
    if (failed.length > 0) process.exitCode = 1;
}

const agreed = ({ organization }: Handover): Promise<boolean> =>
    confirm(
        { message: `Show the client secrets of ${printable(organization)} on this terminal?`, default: false },
        { output: process.stderr },
    );

/** The secrets by their labels, encrypted for exactly these recipients. */
async function encryptFor(recipients: readonly string[], { sections }: Handover): Promise<Uint8Array> {
    // An ES module, which CommonJS can load only like this.
    const { Encrypter } = await import("age-encryption");
    const encrypter = new Encrypter();
    for (const recipient of recipients)
        try {
            encrypter.addRecipient(recipient);
        } catch {
            throw new UserError(
                "CC6043",
                `--recipient "${recipient}" is not an age public key. Use a key that begins with age1`,
            );
        }
    const rows = sections.flatMap((section) => section.rows).filter(({ secret, value }) => secret && value !== "");
    return encrypter.encrypt(
        JSON.stringify(Object.fromEntries(rows.map(({ label, value }) => [label, value])), undefined, 4),
    );
}
