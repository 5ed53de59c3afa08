import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { drift as review } from "../drift/run";
import { fleetFile } from "./fleet";

/** `contact-center ci drift`: reviews the whole fleet and writes every format that a pipeline stores. */
export async function drift({ folder }: { folder: string }): Promise<void> {
    await mkdir(folder, { recursive: true });
    await review({
        fleet: fleetFile,
        json: join(folder, "drift.json"),
        html: join(folder, "page.html"),
        markdown: join(folder, "comment.md"),
        junit: join(folder, "junit.xml"),
    });
}
