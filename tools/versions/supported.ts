import { engineVersion, minimumVersion } from "../engine/versions";
import { keycloakVersions } from "../keycloak/distribution";

/** The oldest and the newest version that is supported, each proven by a run. */
export interface Range {
    oldest: string;
    newest: string;
}

/** The parts of one run of the eMite story. */
export type Part = "engine" | "sdk" | "node" | "typescript";

export const supported: Readonly<Record<Part | "keycloak" | "policy", Range>> = {
    engine: { oldest: minimumVersion, newest: engineVersion },
    sdk: { oldest: "3.216.0", newest: "3.276.0" },
    node: { oldest: "22.13.0", newest: "26.10.0" },
    typescript: { oldest: "5.9.2", newest: "6.0.3" },
    policy: { oldest: "1.21.0", newest: "1.21.0" },
    keycloak: { oldest: keycloakVersions[1], newest: keycloakVersions[0] },
};

export type Versions = Readonly<Record<Part, string>>;

export interface Combination {
    name: string;
    versions: Versions;
}

const all = (which: keyof Range): Versions => ({
    engine: supported.engine[which],
    sdk: supported.sdk[which],
    node: supported.node[which],
    typescript: supported.typescript[which],
});

const newestBut = (...parts: Part[]): Versions => ({
    ...all("newest"),
    ...Object.fromEntries(parts.map((part) => [part, supported[part].oldest])),
});

/** Tests that prove a version of Keycloak: every property, the commands, and the real engine. */
export const keycloakTests = ["providerClient", "identityProvider", "everyProperty", "commands", "engine"].map(
    (name) => `test/keycloak/${name}.test.ts`,
);

/** Everything old, everything new, and each old part among new ones. */
export const combinations: readonly Combination[] = [
    { name: "oldest", versions: all("oldest") },
    { name: "newest", versions: all("newest") },
    { name: "oldest-engine", versions: newestBut("engine") },
    // Before 3.229, @pulumi/pulumi itself refuses TypeScript 6.
    { name: "oldest-sdk", versions: newestBut("sdk", "typescript") },
    { name: "oldest-node", versions: newestBut("node") },
    { name: "oldest-typescript", versions: newestBut("typescript") },
];
