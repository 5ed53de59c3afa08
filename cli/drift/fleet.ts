import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { UserError } from "../../provider/transport/errors";

const fleet = z.strictObject({
    tenants: z
        .array(z.strictObject({ stack: z.string().min(1), project: z.string().min(1).default(".") }))
        .min(1, "names no tenant"),
});

/** One stack of one project. */
export interface Tenant {
    stack: string;
    /** The project's folder. */
    folder: string;
}

/** The tenants that a fleet file names; projects are relative to it. Throws a {@link UserError} with all that is wrong. */
export async function readFleet(file: string): Promise<Tenant[]> {
    const document = parseDocument(await readFile(file, "utf8"));
    const broken = document.errors.map(({ message }) => message.split("\n")[0] ?? "");
    const { data, error } = fleet.safeParse(document.toJS() ?? {});
    const wrong = error?.issues.map(({ path, message }) => `${path.map(String).join(".") || "the file"}: ${message}`);
    const problems = broken.length > 0 ? broken : (wrong ?? []);
    if (data === undefined || problems.length > 0)
        throw new UserError([`${file} cannot be used:`, ...problems].join("\n"));
    return data.tenants.map(({ stack, project }) => ({ stack, folder: resolve(dirname(file), project) }));
}
