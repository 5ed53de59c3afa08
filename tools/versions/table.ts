import { markdownTable } from "../table";
import { type Combination, type Range, supported } from "./supported";

const names: Readonly<Record<keyof typeof supported, string>> = {
    engine: "Pulumi engine",
    sdk: "`@pulumi/pulumi`",
    policy: "`@pulumi/policy`, for guard rails",
    node: "Node",
    typescript: "TypeScript",
    keycloak: "Keycloak, for Eleveo",
};

/** What is supported, for docs/versions.md. */
export function supportTable(): string {
    const rows = Object.entries(names).map(([part, name]) => {
        const { oldest, newest }: Range = supported[part as keyof typeof supported];
        return [name, oldest, newest];
    });
    return markdownTable(["component", "oldest", "newest"], rows);
}

export interface Run {
    combination: Combination;
    problems: readonly string[];
}

/** The results of the runs. */
export function runsTable(runs: readonly Run[]): string {
    const rows = runs.map(({ combination: { name, versions }, problems }) => [
        name,
        versions.engine,
        versions.sdk,
        versions.node,
        versions.typescript,
        problems.length === 0 ? "as promised" : "FAILED",
    ]);
    return markdownTable(["combination", "engine", "SDK", "Node", "TypeScript", "result"], rows);
}

export interface KeycloakRun {
    version: string;
    passed: boolean;
}

/** The same for Keycloak. */
export const keycloaksTable = (runs: readonly KeycloakRun[]): string =>
    markdownTable(
        ["Keycloak", "result"],
        runs.map(({ version, passed }) => [version, passed ? "as promised" : "FAILED"]),
    );
