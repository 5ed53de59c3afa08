import { ifKnown, members, type Props, text } from "../provider/core/values";
import { guardRailsOf } from "../provider/metadata";
import { coded } from "../provider/transport/message";
import { type GuardRails, matchesAny } from "./guardRails";

/** A resource of a stack, with the sources of its properties. */
export interface OfStack {
    token: string | undefined;
    name: string;
    props: Readonly<Record<string, unknown>>;
    sources: Readonly<Record<string, readonly OfStack[]>>;
}

/** A resource that grants roles to an OAuth client. */
interface Giver {
    name: string;
    path: string;
    /** Roles of this stack. A preview does not know their ids, so they are found by the program's dependencies. */
    ofStack: OfStack[];
    /** Ids, as far as they are known. */
    ids: string[];
    /** How many roles there are. */
    count: number;
}

/** The violations in the roles that a resource grants to an OAuth client. */
export function clientPermissions(resource: OfStack, rails: Required<GuardRails>): string[] {
    const giver = giverOf(resource);
    if (giver === undefined) return [];
    const { name, path, ofStack } = giver;
    const allowed = Object.entries(rails.clientPermissions).flatMap(([pattern, listed]) =>
        matchesAny([pattern], name) ? listed : [],
    );
    return [...unknownRoleProblems(giver, rails), ...ofStack.flatMap((role) => excess(role, path, name, allowed))];
}

function giverOf({ token, name, props, sources }: OfStack): Giver | undefined {
    const roles = guardRailsOf(token)?.roles ?? "none";
    const tokensOf = (property: string) => (sources[property] ?? []).map((source) => source.token);
    if (roles === "none" || !roles.toClient(props, tokensOf)) return undefined;
    const path = roles.property;
    const ofStack = (sources[path] ?? []).filter((source) => source.token === "genesys:Role");
    const given = ifKnown(() => roles.ids(props));
    const ids = (given ?? []).filter((id) => id !== undefined);
    // Nothing is known about a list that does not come from this stack: count it as at least one role.
    return { name, path, ofStack, ids, count: given?.length ?? Math.max(ofStack.length, 1) };
}

/** Roles that are neither in this stack nor allowed by their id: their permissions cannot be determined. */
function unknownRoleProblems({ path, ofStack, ids, count }: Giver, { otherRoles }: Required<GuardRails>): string[] {
    const unnamed = ids.filter((id) => !matchesAny(otherRoles, id));
    const many = unnamed.length + (count - ids.length) - ofStack.length;
    if (many <= 0) return [];
    const which = unnamed.length > 0 ? ` (${unnamed.join(", ")})` : "";
    return [
        coded(
            "CC1413",
            `${path}: grants a role that is not in this stack${which}, so its permissions are not known. ` +
                "Grant a genesys.Role of this program, or add its id to otherRoles",
        ),
    ];
}

function excess({ name: role, props }: OfStack, path: string, name: string, allowed: readonly string[]): string[] {
    const label = ifKnown(() => text(props["name"])) || role;
    const given = ifKnown(() => permissionsOf(props));
    if (given === undefined)
        return [coded("CC1414", `${path}: the permissions of the role "${label}" are not known yet`)];
    // Settings that a program does not declare keep whatever value was set manually.
    const open =
        props["permissions"] === undefined || props["extraPermissions"] === "keep"
            ? [
                  coded(
                      "CC1415",
                      `${path}: others can add permissions to the role "${label}". It must declare permissions and must not keep extra ones`,
                  ),
              ]
            : [];
    const more = given.filter((permission) => !matchesAny(allowed, permission));
    if (more.length === 0) return open;
    return [
        ...open,
        coded(
            "CC1416",
            `${path}: the role "${label}" grants ${more.join(", ")}. Add these permissions to clientPermissions["${name}"], or remove them from the role`,
        ),
    ];
}

function permissionsOf(props: Props): string[] {
    const policies = (props["policies"] ?? []) as Props[];
    const conditional = Object.values(policies).flatMap(({ domain, entity, actions }) =>
        members(actions).map((action) => `${text(domain)}:${text(entity)}:${action}`),
    );
    return [...members(props["permissions"]), ...conditional];
}
