import { stringify } from "csv-stringify/sync";
import { withOutputs } from "../../provider/core/outputs";
import { usersAsTable } from "../../provider/imagicle/csv";
import { type RulesOptions, usersFrom } from "./rules";
import { print, printError } from "../print";

interface Options extends RulesOptions {
    header: string;
    column?: Record<string, string>;
    output: string;
}

/** `contact-center imagicle csv` */
export async function csv(data: string, options: Options): Promise<void> {
    const inputs = [data, options.header, ...(options.rules === undefined ? [] : [options.rules])];
    const table = await withOutputs(inputs, async (outputs) => {
        const output = await outputs.open(options.output, { personal: true });
        const users = await usersAsTable(await usersFrom(data, options), options.header, options.column ?? {});
        await output.write(stringify([users.headings, ...users.rows]));
        return users;
    });
    for (const heading of table.empty)
        printError(`"${heading}" stays empty: no field has this name; give --column "${heading}=<field>"`);
    print(`${options.output}: ${table.rows.length} users`);
}
