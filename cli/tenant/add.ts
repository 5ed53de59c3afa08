import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { password } from "@inquirer/prompts";
import { Connections } from "../../provider/core/connections";
import { writeOutput } from "../../provider/core/outputs";
import { genesys } from "../../provider/genesys/api";
import { shownAddress } from "../../provider/transport/address";
import { UserError } from "../../provider/transport/errors";
import { requirePulumi } from "../../engine/pulumi";
import { openWorkspace, pulumiText } from "../../engine/workspace";
import { type Project, requireProject, stackFile, stackFileName } from "../fleet/project";
import { secretsProviderIn } from "../init/answers";
import { backendKind } from "../init/context";
import { tenantFile, tenantsOfOrganization, withOrganization, withTenant } from "./files";
import { type TenantOptions, type TenantSettings, tenantSettings } from "./settings";
import { print } from "../print";
import { printable } from "../../provider/transport/foreignText";
import { coded } from "../../provider/transport/message";

const fleetFile = "fleet.yaml";

/** `contact-center tenant add`: checks everything before it creates anything, and rolls back if it fails. */
export async function addTenant(name: string, options: TenantOptions): Promise<void> {
    const project = await requireProject();
    const file = stackFile(project, name);
    const provider = secretsProviderIn(project.folder) ?? "default";
    const settings = tenantSettings(name, options, process.env, [
        ...(existsSync(file) ? [coded("CC7091", `the tenant "${name}" already exists: ${shown(file)}`)] : []),
        ...(options.canary && !existsSync(fleetFile)
            ? [coded("CC7092", `--canary needs a ${fleetFile} in this folder, and there is none`)]
            : []),
        ...passphraseProblems(project, provider),
        ...secretProblems(),
    ]);
    await requirePulumi();
    const fleet = existsSync(fleetFile)
        ? withTenant(await readFile(fleetFile, "utf8"), name, options.canary === true)
        : undefined;
    const secret = process.env["GENESYSCLOUD_OAUTHCLIENT_SECRET"] || (await password({ message: "Client secret" }));
    const organization = await organizationOf(settings, secret);
    const same = tenantsOfOrganization(await filesOf(project), { id: organization.id, clientId: settings.clientId });
    await make(
        project,
        file,
        { ...settings, organization: organization.id, project: project.name, native: project.native },
        provider,
        secret,
    );
    if (fleet !== undefined) await writeOutput(fleetFile, fleet);
    print(
        [
            `${name} is the organization "${printable(organization.name)}" (${printable(organization.shortName)}) in ${organization.region}.`,
            `Its file is ${shown(file)}. Add its other settings there, commit it, and open a pull request.`,
            `\`pulumi preview --stack ${name}\` shows what would be created.`,
            ...same.map(
                (other) =>
                    `warning: ${coded("CC7093", `the tenant ${other} has the same organization. Two stacks must not declare the same objects`)}`,
            ),
        ].join("\n"),
    );
}

/** The texts of all tenants' files, by name. */
async function filesOf(project: Project): Promise<Map<string, string>> {
    const pattern = stackFileName(project);
    const names = await readdir(project.stackFolder).catch(() => []);
    const files = names.flatMap((name) => {
        const stack = pattern.exec(name)?.[1];
        return stack === undefined ? [] : [[stack, join(project.stackFolder, name)] as const];
    });
    return new Map(
        await Promise.all(files.map(async ([stack, path]) => [stack, await readFile(path, "utf8")] as const)),
    );
}

const shown = (file: string): string => relative(process.cwd(), file);

const secretProblems = (): string[] =>
    process.env["GENESYSCLOUD_OAUTHCLIENT_SECRET"] || process.stdin.isTTY
        ? []
        : [
              coded(
                  "CC7094",
                  "GENESYSCLOUD_OAUTHCLIENT_SECRET is missing, and there is no terminal to ask for the secret",
              ),
          ];

/** Pulumi would otherwise prompt for it later. */
function passphraseProblems({ backend }: Project, provider: string): string[] {
    const { PULUMI_BACKEND_URL: url = backend, PULUMI_CONFIG_PASSPHRASE, PULUMI_CONFIG_PASSPHRASE_FILE } = process.env;
    const given = PULUMI_CONFIG_PASSPHRASE !== undefined || PULUMI_CONFIG_PASSPHRASE_FILE !== undefined;
    if (given || provider !== "default" || url === undefined || backendKind(url) === "cloud") return [];
    return [
        coded(
            "CC7095",
            `PULUMI_CONFIG_PASSPHRASE is missing. Secrets in ${shownAddress(url)} are encrypted with this passphrase`,
        ),
    ];
}

/** Logs in with only the given credentials, ignoring those in the environment. */
function organizationOf({ region, clientId, gateway, allowHttp }: TenantSettings, secret: string) {
    const config: Record<string, string | undefined> = {
        "genesyscloud:region": region,
        "genesyscloud:oauthClientId": clientId,
        "genesyscloud:oauthClientSecret": secret,
        "genesyscloud:gateway": gateway,
        "contactcenter:allowHttp": allowHttp && "true",
    };
    return new Connections({ get: (key) => config[key] }, {}).to(genesys).organization();
}

/** Creates the stack, its file and its secret, or none of them. */
async function make(
    project: Project,
    file: string,
    settings: TenantSettings & { organization: string },
    provider: string,
    secret: string,
): Promise<void> {
    const { name } = settings;
    const workspace = await openWorkspace(project.folder);
    const stack = ["--stack", name];
    const schema = join(project.folder, "node_modules/pulumi-contact-center/schemas/tenant.json");
    await mkdir(project.stackFolder, { recursive: true });
    const text = tenantFile(settings, relative(dirname(file), schema).replaceAll("\\", "/"));
    await writeFile(file, withOrganization(text, settings.organization), { flag: "wx" });
    const undo = [() => rm(file)];
    // Ctrl-C ends the running pulumi command, and what was created is rolled back.
    const ignored = () => undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, ignored);
    try {
        await pulumiText(workspace, ["stack", "init", name, "--no-select", "--secrets-provider", provider]);
        undo.unshift(
            async () => void (await pulumiText(workspace, ["stack", "rm", name, "--yes", "--preserve-config"])),
        );
        // Passed through standard input, because other users of the machine can see a process's arguments.
        const key = settings.native
            ? ["--path", "contactcenter:genesys.oauthClientSecret"]
            : ["genesyscloud:oauthClientSecret"];
        const set = ["config", "set", "--secret", ...stack, ...key];
        await pulumiText(workspace, set, { input: secret });
    } catch (error) {
        throw await takenBack(error as Error, undo);
    }
}

/** The error, with what remains of a tenant that could not be created. */
async function takenBack(error: Error, undo: readonly (() => Promise<void>)[]): Promise<Error> {
    const left: string[] = [];
    for (const step of undo) await step().catch((failure: Error) => left.push(failure.message));
    return new UserError(
        undefined,
        [
            error.message,
            left.length === 0
                ? coded("CC7096", "Nothing was created.")
                : coded("CC7097", `These steps could not be rolled back: ${left.join("; ")}`),
        ].join("\n"),
    );
}
