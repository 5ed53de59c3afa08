import { coded } from "../transport/message";

// Old versions of Node must be able to parse this file and its imports: no syntax newer than ES2015.

/** As `engines` of package.json says. */
export const leastNode = "22.13";

function rank(version: string): number {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major * 1000 + minor;
}

/** Why a version of Node cannot run the library. */
export const nodeProblem = (version: string): string | undefined =>
    rank(version) >= rank(leastNode)
        ? undefined
        : coded(
              "CC1128",
              `pulumi-contact-center needs Node ${leastNode} or later, and this is Node ${version}. Install a later version of Node`,
          );
