import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { schemaFile } from "./schema";

// Writes schemas/plugin.json, the schema of the native plugin.
void schemaFile().then((text) => writeFile(join(__dirname, "..", "..", "schemas", "plugin.json"), text));
