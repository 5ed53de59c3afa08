import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { messagesPage } from "./page";
import { allMessages } from "./source";

/** `npm run messages`: writes docs/messages.md. */
writeFileSync(join(__dirname, "../../docs/messages.md"), messagesPage(allMessages()));
