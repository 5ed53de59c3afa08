import { counted } from "../drift/format";
import { stringify } from "csv-stringify/sync";
import { type Outputs, withOutputs } from "../../provider/core/outputs";
import { formulaNote } from "../../provider/core/spreadsheet";
import { readStatus } from "../../provider/webex/status";
import { print, printError } from "../print";
import { printable } from "../../provider/transport/foreignText";
import { UserError } from "../../provider/transport/errors";

interface Options {
    import?: string;
    succeeded: string[];
    failed?: string;
}

/** `contact-center webex status` */
export async function status(file: string, options: Options): Promise<void> {
    const inputs = options.import === undefined ? [file] : [file, options.import];
    await withOutputs(inputs, (outputs) => statusWith(outputs, file, options));
}

async function statusWith(outputs: Outputs, file: string, options: Options): Promise<void> {
    if (options.failed !== undefined && options.succeeded.length === 0)
        throw new UserError(
            "CC7121",
            "--failed needs --succeeded, because the values of the column status that mean success are not published",
        );
    const again = options.failed === undefined ? undefined : await outputs.open(options.failed, { personal: true });
    const result = await readStatus(file, options.succeeded, options.import);
    for (const { status, message, users } of result.groups)
        print(`${users}\t${printable(status)}\t${printable(message)}`);
    for (const email of result.missing) print(`missing\t${printable(email)}`);
    const failed = result.failed.length - 1;
    await again?.write(stringify(result.failed));
    const note = options.failed === undefined ? undefined : formulaNote(options.failed, result.failed);
    if (note !== undefined) printError(note);
    const missing = options.import === undefined ? "" : `, ${result.missing.length} missing`;
    print(
        `${counted(result.users, "user")}${options.succeeded.length > 0 ? `, ${failed} without success` : ""}${missing}`,
    );
    if (failed > 0 || result.missing.length > 0) process.exitCode = 1;
}
