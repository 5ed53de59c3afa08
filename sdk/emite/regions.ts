import { userError } from "../userError";

/** A region in which eMite runs, with eMite's code for it (procedure, "Genesys Cloud Region"). */
export interface EmiteRegion {
    /** eMite's region code, the first part of its addresses. */
    code: string;
    /** AWS name of the region. */
    region: string;
    /** Host of the Genesys Cloud login page. */
    login: string;
    /** The region's name in eMite's procedure. */
    name: string;
}

/** The nine regions with an eMite code, out of Genesys Cloud's eighteen. */
export const emiteRegions: readonly EmiteRegion[] = [
    { code: "au", region: "ap-southeast-2", login: "login.mypurecloud.com.au", name: "Asia Pacific (Sydney)" },
    { code: "jp", region: "ap-northeast-1", login: "login.mypurecloud.jp", name: "Asia Pacific (Tokyo)" },
    { code: "eu", region: "eu-west-1", login: "login.mypurecloud.ie", name: "EMEA (Dublin)" },
    { code: "eucentral", region: "eu-central-1", login: "login.mypurecloud.de", name: "EMEA (Frankfurt)" },
    { code: "uk", region: "eu-west-2", login: "login.euw2.pure.cloud", name: "EMEA (London)" },
    { code: "useast", region: "us-east-1", login: "login.mypurecloud.com", name: "Americas (US East)" },
    { code: "uswest", region: "us-west-2", login: "login.usw2.pure.cloud", name: "Americas (US West)" },
    { code: "cnd", region: "ca-central-1", login: "login.cac1.pure.cloud", name: "Canada (Central Canada)" },
    { code: "me", region: "me-central-1", login: "login.mec1.pure.cloud", name: "Middle East (UAE)" },
];

/** The eMite region for an AWS region name, a login host or its domain, or an eMite code. Throws for anything else. */
export function emiteRegion(given: string): EmiteRegion {
    const wanted = given.trim().toLowerCase();
    const found = emiteRegions.find(
        ({ code, region, login }) => [code, region, login].includes(wanted) || login === `login.${wanted}`,
    );
    if (found !== undefined) return found;
    const known = emiteRegions.map(({ region, code }) => `${region} (${code})`).join(", ");
    throw userError("CC2057", `eMite has no code for the Genesys Cloud region "${given}". It has codes for ${known}`);
}

/**
 * The address to which Genesys Cloud redirects users after login (procedure, "Application Redirect URL"). It is also
 * the address of the application.
 * @param organization - short name of the organization: lower-case letters and digits
 */
export function redirectUrl(region: string, organization: string): string {
    const { code } = emiteRegion(region);
    const name = checkShortName(organization);
    return `https://${code}-cloud.emite.com/emite/${name}/Auth/OAuthPureCloud?org=${name}`;
}

/** "Always in lowercase, and should not contain any special characters or spaces." */
function checkShortName(organization: string): string {
    if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(organization)) return organization;
    const right = organization.toLowerCase().replace(/[^a-z0-9-]/g, "");
    throw userError(
        "CC2058",
        `organization: the short name "${organization}" has capital letters, spaces or special characters. ` +
            `Use lower-case letters and digits, for example "${right}" (Admin → Organization Settings)`,
    );
}
