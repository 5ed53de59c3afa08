import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { cacheFile } from "../../provider/core/cacheFile";
import { readJsonFile } from "../../provider/core/files";
import { writeOutput } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";

/** One object that the kit has created, or was about to create when it ended. */
export interface CreatedObject {
    kind: string;
    /** Nothing else in the tenant has this name. */
    name: string;
    /** Absent if its create was not answered. */
    id?: string;
    /** Milliseconds since 1970. */
    at: number;
}

/**
 * The list of what is left to remove in one tenant. It is written before each create, so that it has the object of a
 * run that was killed at any point.
 */
export class CreatedObjects {
    private constructor(
        /** On this machine, for its owner only. */
        readonly file: string,
        readonly entries: CreatedObject[],
    ) {}

    /** @param target - what makes the tenant unique worldwide */
    static async open(target: readonly string[]): Promise<CreatedObjects> {
        const file = cacheFile("conformance", target);
        try {
            return new CreatedObjects(file, (await readJsonFile(file)) as CreatedObject[]);
        } catch (error) {
            const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
            if (error instanceof UserError && code === "ENOENT") return new CreatedObjects(file, []);
            throw error;
        }
    }

    async add(object: Omit<CreatedObject, "at">): Promise<CreatedObject> {
        const entry = { ...object, at: Date.now() };
        this.entries.push(entry);
        await this.#write();
        return entry;
    }

    async made(entry: CreatedObject, id: string): Promise<void> {
        entry.id = id;
        await this.#write();
    }

    async remove(entry: CreatedObject): Promise<void> {
        this.entries.splice(this.entries.indexOf(entry), 1);
        await this.#write();
    }

    async #write(): Promise<void> {
        if (this.entries.length === 0) return rm(this.file, { force: true });
        await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
        await writeOutput(this.file, JSON.stringify(this.entries, undefined, 4), { personal: true });
    }
}
