/** The settings of a tenant's file, with values as its YAML has them. */
export type Configuration = Readonly<Record<string, unknown>>;

/** The settings of the sample for a program of the native plugin, whose keys have the name of its project. */
export const nativeSample = (project: string): Configuration => {
    const { "emite:members": members, "emite:wfm": wfm } = sample;
    return { [`${project}:members`]: members, [`${project}:wfm`]: wfm, [`${project}:licences`]: ["Home", "Sales"] };
};

/** For a project without a tenant: people and divisions of the simulated organization. */
export const sample: Configuration = {
    "genesyscloud:region": "eu-west-1",
    "emite:members": {
        access: ["anna.smith@acme.example", "ben.smith@acme.example"],
        dashboardViewers: ["anna.smith@acme.example"],
        dashboardCreators: ["ben.smith@acme.example"],
    },
    "emite:wfm": true,
    "emite:licences": "all",
};

/** Settings that lead to organizations and servers that must not be reached. The region itself leads nowhere. */
const connection = /^(genesyscloud:(?!region$)|eleveo:|webex:|contactcenter:(genesys|eleveo|webex)$)/;

/** A tenant's configuration without its connection and without secrets, because their key belongs to the tenant. */
export function withoutConnection(configuration: Configuration): Configuration {
    return Object.fromEntries(
        Object.entries(configuration).filter(([key, value]) => !connection.test(key) && !hasSecret(value)),
    );
}

function hasSecret(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return "secure" in value || Object.values(value).some(hasSecret);
}

/** The people that a configuration names, by e-mail address, anywhere in it. */
export function peopleIn(value: unknown): string[] {
    if (typeof value === "string") return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? [value.toLowerCase()] : [];
    if (typeof value !== "object" || value === null) return [];
    return [...new Set(Object.values(value).flatMap(peopleIn))];
}

/** The divisions that a configuration names. */
export function divisionsIn(configuration: Configuration): string[] {
    const licences = Object.entries(configuration).find(([key]) => key.endsWith(":licences"))?.[1];
    return Array.isArray(licences) ? licences.filter((name) => typeof name === "string") : [];
}

/** The region of a tenant's file, in either form. */
export function regionIn(configuration: Configuration): string {
    const group = configuration["contactcenter:genesys"] as { region?: unknown } | undefined;
    const region = configuration["genesyscloud:region"] ?? group?.region;
    return typeof region === "string" ? region : "eu-west-1";
}
