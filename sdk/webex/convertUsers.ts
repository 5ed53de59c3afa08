import type { Converted, FileConversion, Finding } from "./types";

/**
 * Converts the export of a WebEx Meetings site into an import file for WebEx Connect, like
 * `contact-center webex convert`. It streams: memory grows only by the index that finds duplicate addresses, at most 80
 * bytes per user. If there are errors, nothing is written, unless `partial` is set. The output file is replaced as a
 * whole, and only its owner can read it. Throws an error if the export cannot be read, if a domain is invalid, or if
 * the output is the export.
 *
 * @param finding - called with each problem or notice, as it is found
 * @param note - called with each line that is skipped: titles above the headings, and a line that names the separator
 */
export async function convertUsers(
    conversion: FileConversion,
    finding: (finding: Finding) => void = () => undefined,
    note: (text: string) => void = () => undefined,
): Promise<Converted> {
    // Loaded on use, so that importing the library loads no provider.
    const { convertFile } = require("../../provider/webex/convert") as typeof import("../../provider/webex/convert");
    return convertFile(conversion, { finding, note });
}
