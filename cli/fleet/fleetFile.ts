import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { readYaml } from "../../operations/yaml";
import { UserError } from "../../provider/transport/errors";
import { readProject, stackFileName } from "./project";
import { coded } from "../../provider/transport/message";

/** One stack of one project. */
export interface Tenant {
    stack: string;
    /** The project's folder. */
    folder: string;
    /** Whether it is updated before the others. */
    canary: boolean;
}

const canaries = z.array(z.string().min(1)).default([]);
const listed = z.strictObject({
    tenants: z
        .array(z.strictObject({ stack: z.string().min(1), project: z.string().min(1).default(".") }))
        .min(1, coded("CC7031", "must list at least one tenant")),
    canaries,
});
const all = z.strictObject({
    tenants: z.literal("all", coded("CC7032", "must be `all` or a list of tenants")),
    canaries,
});

/** The tenants that a fleet file lists. Projects are relative to it. Throws a {@link UserError} with all problems. */
export async function readFleet(file: string): Promise<Tenant[]> {
    const refuse = (...problems: string[]) =>
        new UserError("CC7033", [`${file} cannot be used:`, ...problems].join("\n"));
    const { value, problems: broken } = readYaml(await textOf(file));
    if (broken.length > 0) throw refuse(...broken);
    const given = (value ?? {}) as { tenants?: unknown };
    // The cases are checked here and not by a union, whose errors would lack their paths.
    const { data, error } = (Array.isArray(given.tenants) ? listed : all).safeParse(given);
    if (data === undefined)
        throw refuse(
            ...error.issues.map(({ path, message }) => `${path.map(String).join(".") || "the file"}: ${message}`),
        );
    const here = resolve(dirname(file));
    const tenants =
        data.tenants === "all"
            ? (await stacksOf(here, refuse)).map((stack) => ({ stack, folder: here }))
            : data.tenants.map(({ stack, project }) => ({ stack, folder: resolve(here, project) }));
    const problems = [...twice(tenants), ...unknownCanaries(tenants, data.canaries)];
    if (problems.length > 0) throw refuse(...problems);
    return tenants.map((tenant) => ({ ...tenant, canary: data.canaries.includes(tenant.stack) }));
}

async function textOf(file: string): Promise<string> {
    return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
        throw new UserError(
            "CC7034",
            `there is no fleet file ${file}. To include all tenants of the project in its folder, create it with the line "tenants: all"`,
        );
    });
}

/** Stacks with their own file, by name. */
async function stacksOf(folder: string, refuse: (problem: string) => UserError): Promise<string[]> {
    const project = await readProject(folder);
    if (project === undefined)
        throw refuse(coded("CC7035", `tenants: \`all\` needs a project, and there is no Pulumi.yaml in ${folder}`));
    const names = await readdir(project.stackFolder).catch(() => []);
    const stacks = names.map((name) => stackFileName(project).exec(name)?.[1]).filter((one) => one !== undefined);
    if (stacks.length > 0) return stacks.sort();
    const missing = join(project.stackFolder, `Pulumi.<tenant>${project.extension}`);
    throw refuse(coded("CC7036", `tenants: \`all\` found no file ${missing}`));
}

type Place = Pick<Tenant, "stack" | "folder">;

const twice = (tenants: readonly Place[]): string[] =>
    tenants
        .filter((one, index) =>
            tenants.slice(0, index).some(({ stack, folder }) => stack === one.stack && folder === one.folder),
        )
        .map(({ stack }) => coded("CC7037", `tenants: ${JSON.stringify(stack)} is listed twice`));

const unknownCanaries = (tenants: readonly Place[], names: readonly string[]): string[] =>
    names.flatMap((name, index) =>
        tenants.some(({ stack }) => stack === name)
            ? []
            : [coded("CC7038", `canaries.${index}: ${JSON.stringify(name)} is not a tenant of this fleet`)],
    );
