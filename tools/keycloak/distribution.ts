import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cached, fillCache } from "../cache";
import { completed } from "../children";

/** The newest 26, and the oldest that is published and starts on JDK 17. Eleveo's own version is not known. */
export const keycloakVersions = ["26.7.3", "17.0.0"] as const;
/** Versions between these that behave differently. `npm run versions` runs the tests on them. */
export const versionsBetween = ["26.4.7", "24.0.5"] as const;
export const allVersions = [...keycloakVersions, ...versionsBetween] as const;
export type KeycloakVersion = (typeof allVersions)[number];

/** Names the only version that the tests run on. */
export const versionVariable = "KEYCLOAK_VERSION";

/** The versions that the tests run on. */
export const testedVersions: readonly KeycloakVersion[] =
    process.env[versionVariable] === undefined
        ? keycloakVersions
        : allVersions.filter((version) => version === process.env[versionVariable]);

/** What a machine lacks to run a Keycloak, in one line that says what to install; nothing if it lacks nothing. */
export function missingForKeycloak(): string | undefined {
    const java = spawnSync("java", ["-version"], { encoding: "utf8" });
    // `openjdk version "17.0.15" …`, on standard error
    const release = Number(/version "(\d+)/.exec(java.stderr ?? "")?.[1] ?? 0);
    if (release < 17)
        return `${release ? `Java ${release} is too old` : "there is no Java"}; install a JDK, 17 or later`;
    if (testedVersions.every((version) => existsSync(script(folderOf(version))))) return undefined;
    if (spawnSync("mvn", ["-version"]).status !== 0)
        return "there is no Maven to fetch Keycloak with; install Maven 3.6 or later";
    return undefined;
}

/** The start script of a Keycloak, from the cache or through Maven. */
export async function keycloakScript(version: KeycloakVersion, report: (line: string) => void): Promise<string> {
    const folder = folderOf(version);
    if (!existsSync(script(folder))) await fetchKeycloak(version, folder, report);
    return script(folder);
}

const folderOf = (version: KeycloakVersion) => cached("keycloak", `keycloak-${version}`);
const script = (folder: string) => join(folder, "bin", process.platform === "win32" ? "kc.bat" : "kc.sh");

async function fetchKeycloak(version: KeycloakVersion, folder: string, report: (line: string) => void) {
    report(`Fetching Keycloak ${version} through Maven (about 170 MB, once for this user).`);
    await fillCache(folder, script(folder), async (work) => {
        const arguments_ = ["generate-resources", `-Dkeycloak.version=${version}`, `-Dfolder=${work}`];
        await completed("mvn", ["--batch-mode", "--quiet", "--file", join(__dirname, "pom.xml"), ...arguments_]).catch(
            ({ message }: Error) => {
                throw new Error(`Maven could not fetch Keycloak: ${message}`);
            },
        );
        return join(work, `keycloak-${version}`);
    });
}
