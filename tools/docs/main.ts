import { join } from "node:path";
import { endChildrenOnSignal } from "../children";
import { buildSite } from "./site";

/** `npm run docs`: the documents and the reference as a site to browse, in `site/`. */
async function main(): Promise<number> {
    endChildrenOnSignal();
    const folder = join(__dirname, "../../site");
    const problems = await buildSite(folder);
    for (const problem of problems) console.error(problem);
    if (problems.length === 0) console.log(join(folder, "index.html"));
    return problems.length === 0 ? 0 : 1;
}

main().then(
    (code) => process.exit(code),
    (error: Error) => {
        console.error(error.message);
        process.exit(1);
    },
);
