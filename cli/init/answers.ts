import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { invalidYaml, readYaml } from "../../operations/yaml";
import { UserError } from "../../provider/transport/errors";
import { isPulumiName } from "../fleet/project";
import {
    backendKind,
    type Language,
    languages,
    type Pipelines,
    pipelines,
    type ProjectContext,
    testedVersions,
} from "./context";
import { coded } from "../../provider/transport/message";

/** The settings of a platform repository, each as its option gives it. */
export interface Answers {
    name: string;
    language: string;
    pipelines: string;
    backend: string;
    secretsProvider: string;
    /** Empty if there are no approvers of changes. */
    owner: string;
}

export const answerKeys = ["name", "language", "pipelines", "backend", "secretsProvider", "owner"] as const;

/** Defaults: Pulumi's own. There is no default for the pipelines. */
export const usualAnswers = (folder: string): Partial<Answers> => ({
    name: basename(resolve(folder))
        .replace(/[^\w.-]+/g, "-")
        .slice(0, 100),
    language: "typescript",
    backend: "https://api.pulumi.com",
    secretsProvider: "default",
    owner: "",
});

/** The settings that an existing repository was created from. */
export function answersIn(folder: string): Partial<Answers> {
    const project = projectIn(join(folder, "Pulumi.yaml"));
    if (project?.stackConfigDir === undefined) return {};
    const servers = { github: ".github/workflows", gitlab: ".gitlab-ci.yml" };
    const found = (["github", "gitlab"] as const).find((server) => existsSync(join(folder, servers[server])));
    const owner = project.config?.["emite:owner"]?.value ?? project.config?.owner?.default ?? "";
    return {
        ...(project.name === undefined ? {} : { name: project.name }),
        language: project.runtime === "yaml" ? "yaml" : "typescript",
        pipelines: found ?? "none",
        ...(project.backend?.url === undefined ? {} : { backend: project.backend.url }),
        secretsProvider: secretsProviderIn(folder) ?? "default",
        owner: owner.startsWith("@") ? owner : "",
    };
}

/** The settings as `init` writes them. */
interface PlatformProject {
    name?: string;
    runtime?: unknown;
    stackConfigDir?: string;
    backend?: { url?: string };
    config?: { "emite:owner"?: { value?: string }; owner?: { default?: string } };
}

function projectIn(file: string): PlatformProject | undefined {
    if (!existsSync(file)) return undefined;
    const { value, problems } = readYaml(readFileSync(file, "utf8"));
    if (problems.length > 0) throw invalidYaml(file, problems);
    return (value ?? undefined) as PlatformProject | undefined;
}

/** The key for new tenants' secrets, from the repository's package.json. */
export function secretsProviderIn(folder: string): string | undefined {
    const file = join(folder, "package.json");
    if (!existsSync(file)) return undefined;
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { "contact-center"?: { secretsProvider?: string } };
    return manifest["contact-center"]?.secretsProvider;
}

const secretsProtocols = ["awskms", "azurekeyvault", "gcpkms", "hashivault"];

/** The problem with one answer; nothing if it is valid. */
export function problemOf(key: keyof Answers, value: string): string | undefined {
    switch (key) {
        case "name":
            return isPulumiName(value)
                ? undefined
                : coded("CC7071", `"${value}" is not a valid project name. Use 1 to 100 letters, digits, -, _ and .`);
        case "pipelines":
            return isPipelines(value) ? undefined : coded("CC7072", `"${value}" is not one of ${pipelines.join(", ")}`);
        case "language":
            return isLanguage(value) ? undefined : coded("CC7123", `"${value}" is not one of ${languages.join(", ")}`);
        case "backend":
            return backendKind(value) === undefined
                ? coded("CC7073", `"${value}" is not an address of s3://, azblob://, gs://, https:// or file://`)
                : undefined;
        case "secretsProvider":
            return value === "default" || secretsProtocols.some((one) => value.startsWith(`${one}://`))
                ? undefined
                : coded(
                      "CC7074",
                      `"${value}" is neither "default" nor an address of ${secretsProtocols.map((one) => `${one}://`).join(", ")}`,
                  );
        case "owner":
            return value === "" || /^@[\w.-]+(\/[\w.-]+)*$/.test(value)
                ? undefined
                : coded("CC7075", `"${value}" is not a team or a user of the server, such as @acme/platform`);
    }
}

const isLanguage = (value: string): value is Language => (languages as readonly string[]).includes(value);
const isPipelines = (value: string): value is Pipelines => (pipelines as readonly string[]).includes(value);

/** `--secrets-provider` */
export const optionOf = (key: keyof Answers): string =>
    `--${key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

/** The values for the templates. Throws a {@link UserError} with all missing or invalid settings. */
export function contextOf(answers: Partial<Answers>): ProjectContext {
    const problems = answerKeys.flatMap((key) => {
        const value = answers[key];
        if (value === undefined) return [coded("CC7076", `${optionOf(key)} is missing`)];
        const problem = problemOf(key, value);
        return problem === undefined ? [] : [`${optionOf(key)}: ${problem}`];
    });
    const { name, language, pipelines: server, backend: url, secretsProvider, owner } = answers as Answers;
    const kind = backendKind(url ?? "");
    if (problems.length > 0 || kind === undefined || !isPipelines(server) || !isLanguage(language))
        throw new UserError(undefined, problems.join("\n"));
    return {
        name,
        language,
        pipelines: server,
        backend: { url, kind },
        secretsProvider,
        ...(owner === "" ? {} : { owner }),
        versions: testedVersions(),
    };
}
