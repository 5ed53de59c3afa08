import { didYouMean } from "../core/problem";

/**
 * Domains of Genesys Cloud's regions: `api.<domain>` and `login.<domain>`.
 * https://help.genesys.cloud/articles/aws-regions-for-genesys-cloud-deployment/
 */
export const regions: Readonly<Record<string, string>> = {
    "us-east-1": "mypurecloud.com",
    "us-east-2": "use2.us-gov-pure.cloud",
    "us-west-2": "usw2.pure.cloud",
    "ca-central-1": "cac1.pure.cloud",
    "mx-central-1": "mxc1.pure.cloud",
    "sa-east-1": "sae1.pure.cloud",
    "eu-west-1": "mypurecloud.ie",
    "eu-west-2": "euw2.pure.cloud",
    "eu-central-1": "mypurecloud.de",
    "eu-central-2": "euc2.pure.cloud",
    "me-central-1": "mec1.pure.cloud",
    "ap-southeast-2": "mypurecloud.com.au",
    "ap-southeast-1": "apse1.pure.cloud",
    "ap-northeast-1": "mypurecloud.jp",
    "ap-northeast-2": "apne2.pure.cloud",
    "ap-northeast-3": "apne3.pure.cloud",
    "ap-south-1": "aps1.pure.cloud",
    "eusc-de-east-1": "edee1.eusc-pure.cloud",
};

const hostless = (given: string): string =>
    given
        .trim()
        .toLowerCase()
        .replace(/^(login|api|apps)\./, "");

/** The AWS name of a region, given by that name or by its domain (`mypurecloud.ie`, `login.mypurecloud.ie`). */
export function regionName(given: string): string | undefined {
    const wanted = hostless(given);
    return Object.keys(regions).find((region) => region === wanted || regions[region] === wanted);
}

/** The domain of a region that is not in the table, if it is below a domain that the vendor uses for its regions. */
export function domainOf(given: string): string | undefined {
    const domain = hostless(given);
    return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.([a-z0-9-]+-)?pure\.cloud$/.test(domain) ? domain : undefined;
}

/** A well-formed AWS name or domain: it counts as another region and not as a misspelling. */
const namesARegion = (given: string): boolean =>
    /^([a-z]{2,4}(-[a-z]{2,3})?-(north|south)?(north|south|east|west|central)-|[a-z]+)\d+(\..*)?$/.test(
        hostless(given),
    );

/** What is wrong with an unknown region, and what would be correct. */
export function unknownRegion(given: string, others: readonly string[] = []): string {
    const known = Object.keys(regions).sort();
    const near = namesARegion(given) ? "" : didYouMean(given, [...known, ...Object.values(regions), ...others]);
    const newer = 'Set a newer region by its domain, such as "usw2.pure.cloud"';
    return `unknown region "${given}"${near ? `${near} ` : `; known regions are ${known.join(", ")}. `}${newer}`;
}
