import { rm } from "node:fs/promises";
import { cacheFile } from "../../provider/core/cacheFile";
import { readJsonFile } from "../../provider/core/files";
import { writeCacheFile } from "../../provider/core/outputs";
import { UserError } from "../../provider/transport/errors";

/** One object that the checks created, or were about to create when they ended. */
export interface CreatedObject {
    kind: string;
    /** Unique in the tenant. */
    name: string;
    /** Absent if its create was not answered. */
    id?: string;
    /** Milliseconds since 1970. */
    at: number;
}

/**
 * The list of the objects that must still be removed from one tenant. It is written before each create, so that it
 * includes the object even if the run is killed at any point.
 */
export class CreatedObjects {
    private constructor(
        /** On this machine, readable only by its owner. */
        readonly file: string,
        readonly entries: CreatedObject[],
    ) {}

    /** @param target - values that identify the tenant worldwide */
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
        await writeCacheFile(this.file, JSON.stringify(this.entries, undefined, 4));
    }
}
