import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { endChildrenOnSignal } from "../children";
import { softwareBill } from "./bill";
import { licencesPage, licensed } from "./licences";

const root = join(__dirname, "../..");

/** `npm run sbom` writes sbom.cdx.json, `npm run licences` docs/licences.md. */
async function main(what: string | undefined): Promise<void> {
    endChildrenOnSignal();
    const bill = await softwareBill(true);
    if (what !== "licences") return write("sbom.cdx.json", `${JSON.stringify(bill, null, 4)}\n`);
    const own = await softwareBill(false);
    await write(join("docs", "licences.md"), licencesPage(licensed(own), licensed(bill)));
}

async function write(name: string, text: string): Promise<void> {
    await writeFile(join(root, name), text);
    console.log(name);
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
