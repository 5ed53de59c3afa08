import type { Converted, FileConversion, Finding } from "./types";

/**
 * Turns the export of a WebEx Meetings site into an import file for WebEx Connect: what `contact-center webex convert`
 * does, for programs. It streams, so memory grows only by what finds addresses that are there twice: at most 80 bytes a
 * user. With an error nothing is written, unless `partial`. An error is thrown where the export is no such file.
 *
 * @param finding - told of everything that is wrong or worth a look, as it is found
 * @param note - told of the columns that are dropped
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
