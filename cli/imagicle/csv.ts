import { counted } from "../drift/format";
import { stringify } from "csv-stringify/sync";
import { withOutputs } from "../../provider/core/outputs";
import { formulaNote } from "../../provider/core/spreadsheet";
import { usersAsTable } from "../../provider/imagicle/csv";
import { previewFrom, type RulesOptions } from "./rules";
import { print, printError } from "../print";
import { coded } from "../../provider/transport/message";

interface Options extends RulesOptions {
    header: string;
    column?: Record<string, string>;
    output: string;
}

/** `contact-center imagicle csv` */
export async function csv(data: string, options: Options): Promise<void> {
    const inputs = [data, options.header, ...(options.rules === undefined ? [] : [options.rules])];
    const { table, notes } = await withOutputs(inputs, async (outputs) => {
        const output = await outputs.open(options.output, { personal: true });
        const { users, rules, warnings } = await previewFrom(data, options);
        const made = await usersAsTable(users, rules, options.header, options.column ?? {});
        const lines = [made.headings, ...made.rows];
        await output.write(stringify(lines));
        const unread = users.filter((user) => user.unread.length > 0).length;
        const unknown =
            unread === 0
                ? []
                : [coded("CC7066", `${unread} users have empty cells, because Webex could not read their values`)];
        return {
            table: made,
            notes: [...warnings, ...unknown, ...made.notes, formulaNote(options.output, lines) ?? []].flat(),
        };
    });
    for (const note of notes) printError(note);
    print(`${options.output}: ${counted(table.rows.length, "user")}`);
}
