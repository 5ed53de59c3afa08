import type { Converted, FileConversion, Finding } from "./types";

/**
 * Turns the export of a WebEx Meetings site into an import file for WebEx Connect: what `contact-center webex convert`
 * does, for programs. It streams, so memory grows only by what finds addresses that are there twice: at most 80 bytes a
 * user. With an error nothing is written, unless `partial`. The output is replaced as a whole, readable by its owner only.
 * An error is thrown if the export cannot be read as one, if a domain is not one, or if the output is the export.
 *
 * @param finding - told of everything that is wrong or worth a look, as it is found
 * @param note - told of lines that are skipped: titles above the headings, and a line that says the separator
 */
export async function convertUsers(
    conversion: FileConversion,
    finding: (finding: Finding) => void = () => undefined,
    note: (text: string) => void = () => undefined,
): Promise<Converted> {
    // On use: importing the library loads no provider.
    const { convertFile } = require("../../provider/webex/convert") as typeof import("../../provider/webex/convert");
    return convertFile(conversion, { finding, note });
}
