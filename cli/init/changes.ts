import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** The effect of writing the files into the folder, by path. */
export interface Changes {
    created: string[];
    /** Files that differ, each with its unified diff. */
    differing: Map<string, string>;
}

/** Compares the existing files with the new ones. */
export function changesIn(folder: string, files: Readonly<Record<string, string>>): Changes {
    const changes: Changes = { created: [], differing: new Map() };
    for (const [path, text] of Object.entries(files)) {
        const file = join(folder, path);
        if (!existsSync(file)) changes.created.push(path);
        // Tenants belong to the team.
        else if (!path.startsWith("tenants/")) {
            const present = readFileSync(file, "utf8");
            if (present !== text) changes.differing.set(path, unifiedDiff(path, present, text));
        }
    }
    return changes;
}

const unifiedDiff = (path: string, from: string, to: string): string =>
    createTwoFilesPatch(`a/${path}`, `b/${path}`, from, to, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
    });

/** In color, if standard output is a terminal with colors. */
export function colored(diff: string): string {
    const styles = { "+": "green", "-": "red", "@": "cyan" } as const;
    return diff
        .split("\n")
        .map((line) => {
            const style = styles[line[0] as keyof typeof styles];
            return style === undefined ? line : styleText(style, line, { stream: process.stdout });
        })
        .join("\n");
}
