import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import { sameJson, sortedSet } from "../../../provider/core/json";
import { licencePermission } from "../../../sdk/emite/permissions";
import type { Recognised } from "./emite";
import type { Names } from "./names";
import { literal, type Value } from "./program";

/** A division whose agents all have a role with only eMite's license. */
interface Licence {
    division: string;
    description: string;
    role: Surveyed;
    agents: Surveyed;
}

/** eMite's data onboarding licenses, as `emite.AgentLicences` declares them. */
export function recognizeLicences(survey: Survey, objects: readonly Surveyed[], names: Names): Recognised | undefined {
    const licences = survey.divisions.flatMap((division): Licence[] => {
        const role = objects.find(({ type, name }) => type === "genesys:Role" && name === `eMite_${division.name}`);
        const agents = objects.find(
            ({ type, id }) => type === "genesys:RoleAssignment" && id === `${role?.id}/${division.id}`,
        );
        if (role === undefined || agents === undefined) return [];
        const { permissions, policies, description } = role.outputs;
        const alone = sameJson(permissions, [licencePermission]) && sameJson(policies, []);
        if (!alone || !sameJson(holders(agents), agentsOf(survey, division.id))) return [];
        return [{ division: division.name, description: String(description), role, agents }];
    });
    const [first] = licences;
    if (first === undefined) return undefined;
    // All roles share one description; roles with another one become single resources.
    const own = licences.filter(({ division, description }) =>
        isUsual(first) ? isUsual({ division, description }) : description === first.description,
    );
    const name = names.unique("emite-licences");
    const properties: [string, Value][] = [["divisions", literal(own.map(({ division }) => division))]];
    if (!isUsual(first)) properties.push(["roleDescription", literal(first.description)]);
    return {
        declared: { key: name, class: "emite.AgentLicences", name, args: { kind: "object", properties } },
        ids: own.map(({ division, role }) => ({ type: role.type, name: `${name}-${division}`, id: role.id })),
        covered: new Set(own.flatMap(({ role, agents }) => [role, agents])),
        rest: [],
        outputs: [],
    };
}

const isUsual = ({ division, description }: Pick<Licence, "division" | "description">): boolean =>
    description === `eMite data onboarding licence of the division ${division}`;

const holders = ({ outputs }: Surveyed): string[] =>
    sortedSet(
        (outputs["subjects"] as Record<string, unknown>[]).map((one) => String(one["user"] ?? JSON.stringify(one))),
    );

const agentsOf = ({ activeUsers }: Survey, division: string): string[] => sortedSet(activeUsers.get(division) ?? []);
