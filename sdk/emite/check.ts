import { coded, userError } from "../userError";
import { checkDivisions } from "./agentLicences";
import { checkMissingPermissions } from "./available";
import type { EmiteMembers, IntegrationArgs } from "./types";
import { emiteRegion, redirectUrl } from "./regions";

const memberKeys: Readonly<Record<keyof EmiteMembers, true>> = {
    access: true,
    dashboardViewers: true,
    dashboardCreators: true,
};

/** All mistakes that plain values show, in one report. @param objects - keys of names and descriptions */
export function checkPlain(args: IntegrationArgs, objects: readonly string[]): void {
    const { region, organization, licences, members, names, descriptions, missingPermissions } = args;
    const problems = [
        // The compiler does not check values from a stack's configuration, and a mistake would silently remove a
        // group's members.
        ...unknownKeyProblems("members", members, Object.keys(memberKeys)),
        ...unknownKeyProblems("names", names, objects),
        ...unknownKeyProblems("descriptions", descriptions, objects),
    ];
    const attempt = (check: () => unknown) => {
        try {
            check();
        } catch (error) {
            problems.push((error as Error).message);
        }
    };
    if (typeof region === "string") attempt(() => emiteRegion(region));
    if (typeof organization === "string") attempt(() => redirectUrl("eu", organization));
    if (licences !== undefined) attempt(() => checkDivisions(licences.divisions));
    attempt(() => checkMissingPermissions(missingPermissions));
    if (problems.length > 0) throw userError(undefined, problems.join("\n"));
}

function unknownKeyProblems(path: string, given: unknown, legal: readonly string[]): string[] {
    if (given === undefined) return [];
    if (typeof given !== "object" || given === null || Array.isArray(given))
        return [coded("CC2055", `${path} must be an object with ${legal.join(", ")}; it is ${JSON.stringify(given)}`)];
    return Object.keys(given)
        .filter((key) => !legal.includes(key))
        .map((key) => coded("CC2056", `${path} has no "${key}". The keys are ${legal.join(", ")}`));
}
