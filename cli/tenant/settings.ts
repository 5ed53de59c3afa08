import { addressProblem, allowsHttp } from "../../provider/core/configuration";
import { isPlain } from "../../provider/transport/address";
import { domainOf, regionName, unknownRegion } from "../../provider/genesys/regions";
import { UserError } from "../../provider/transport/errors";
import { emiteRegions } from "../../sdk/emite/regions";
import { isPulumiName } from "../fleet/project";
import { coded } from "../../provider/transport/message";

export interface TenantOptions {
    region?: string;
    clientId?: string;
    gateway?: string;
    canary?: boolean;
}

/** How to reach a new tenant's organization, without its secret. */
export interface TenantSettings {
    name: string;
    /** The name of the project, which its own settings have. */
    project?: string;
    /** Whether the program uses the native plugin. */
    native?: boolean;
    /** AWS name of the region, or its domain. */
    region: string;
    clientId: string;
    gateway?: string;
    /** Whether the gateway's address uses http on another machine, which the environment allows. */
    allowHttp?: true;
}

/** From the options, then the environment. Throws a {@link UserError} with all problems, including `others`. */
export function tenantSettings(
    name: string,
    options: TenantOptions,
    env: NodeJS.ProcessEnv,
    others: readonly string[],
): TenantSettings {
    const given = options.region ?? env["GENESYSCLOUD_REGION"];
    const clientId = options.clientId ?? env["GENESYSCLOUD_OAUTHCLIENT_ID"];
    const region = given === undefined ? undefined : regionOf(given);
    const { gateway } = options;
    const problems: string[] = [];
    if (!isPulumiName(name))
        problems.push(
            coded("CC7098", `"${name}" is not a valid tenant name. Use 1 to 100 letters, digits, -, _ and .`),
        );
    if (given === undefined) problems.push(coded("CC7099", "--region is missing, and GENESYSCLOUD_REGION is not set"));
    else if (region === undefined) problems.push(`--region: ${unknownRegion(given, emiteCodes)}`);
    if (!clientId) problems.push(coded("CC7101", "--client-id is missing, and GENESYSCLOUD_OAUTHCLIENT_ID is not set"));
    if (gateway !== undefined) {
        const problem = addressProblem("--gateway", gateway, {
            httpAllowed: allowsHttp({ get: () => undefined }, env),
        });
        if (problem !== undefined) problems.push(problem);
    }
    problems.push(...others);
    if (problems.length > 0 || region === undefined || !clientId) throw new UserError(undefined, problems.join("\n"));
    if (gateway === undefined) return { name, region, clientId };
    return { name, region, clientId, gateway, ...(isPlain(new URL(gateway)) ? { allowHttp: true } : {}) };
}

/**
 * The AWS name of a region, given by that name, its domain or eMite's code, such as `eu`. For an unknown region, the
 * domain.
 */
export const regionOf = (given: string): string | undefined =>
    regionName(given) ??
    emiteRegions.find(({ code }) => code === given.trim().toLowerCase())?.region ??
    domainOf(given);

const emiteCodes = emiteRegions.map(({ code }) => code);
