import { writeFile } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import { usersAsTable } from "../../provider/imagicle/csv";
import { type RulesOptions, usersFrom } from "./rules";

interface Options extends RulesOptions {
    header: string;
    column?: Record<string, string>;
    output: string;
}

/** `contact-center imagicle csv` */
export async function csv(data: string, options: Options): Promise<void> {
    const table = await usersAsTable(await usersFrom(data, options), options.header, options.column ?? {});
    await writeFile(options.output, stringify([table.headings, ...table.rows]), { mode: 0o600 });
    for (const heading of table.empty)
        console.error(`"${heading}" stays empty: no field has this name; give --column "${heading}=<field>"`);
    console.log(`${options.output}: ${table.rows.length} users`);
}
