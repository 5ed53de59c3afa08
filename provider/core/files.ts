import { readFile } from "node:fs/promises";
import { UserError } from "../transport/errors";

/** The failed operation, for which remedies differ. */
export type FileUse = "read" | "write";

/** The problem with a file and its remedy, by Node's error code. */
const reasons: Readonly<Record<string, (use: FileUse) => string>> = {
    ENOENT: (use) =>
        use === "read"
            ? "there is no such file. Check the path"
            : "its folder does not exist. Create the folder, or name another file",
    EACCES: (use) => `no permission to ${use} it. Change the permissions, or name another file`,
    EPERM: (use) => `the system does not allow you to ${use} it. Change the permissions, or name another file`,
    EROFS: () => "it is on a read-only file system. Name a file on another one",
    EISDIR: () => "it is a folder. Name a file",
    ENOTDIR: () => "a part of its path is a file and not a folder. Check the path",
    ENOSPC: () => "the disk is full. Free some space, or name a file on another disk",
    EDQUOT: () => "your disk quota is used up. Free some space, or name a file on another disk",
    ELOOP: () => "its symbolic links form a loop. Check the path",
    ENAMETOOLONG: () => "its name is too long. Use a shorter name",
    EBUSY: () => "another program has it open. Close it there and try again",
    ETXTBSY: () => "another program has it open. Close it there and try again",
    EMFILE: () => "too many files are open. Close other programs and try again",
    EEXIST: () => "it already exists. Remove it, or name another file",
};

/** Whether an error is one of the file system. */
export const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
    error instanceof Error &&
    typeof (error as NodeJS.ErrnoException).code === "string" &&
    !/^(spawn|connect|getaddrinfo)/.test((error as NodeJS.ErrnoException).syscall ?? "spawn");

/** A file system error as one sentence that names the file and the remedy. Other errors are returned unchanged. */
export function fileError(file: string, error: unknown, use: FileUse): unknown {
    if (!isFileError(error)) return error;
    const reason = reasons[error.code ?? ""]?.(use) ?? `cannot ${use} it (${error.code})`;
    return new UserError("CC1116", `${file}: ${reason}.`, { cause: error });
}

/** The same for an error that contains the name of its file. */
export function namedFileError(error: Error): Error {
    if (!isFileError(error) || error.path === undefined) return error;
    const use = /^(open|read|stat|lstat|scandir|realpath|access)/.test(error.syscall ?? "") ? "read" : "write";
    return fileError(error.path, error, use) as Error;
}

/** The text of a file. */
export const readTextFile = (file: string): Promise<string> =>
    readFile(file, "utf8").catch((error: unknown) => {
        throw fileError(file, error, "read");
    });

/** The value in a JSON file. */
export async function readJsonFile(file: string): Promise<unknown> {
    const text = await readTextFile(file);
    try {
        return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
    } catch (error) {
        throw new UserError("CC1117", `${file} is not valid JSON: ${(error as Error).message}. Correct the file.`);
    }
}
