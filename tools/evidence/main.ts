import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evidencePage } from "./page";

/** `npm run evidence`: writes docs/evidence.md. */
writeFileSync(join(__dirname, "../../docs/evidence.md"), evidencePage());
