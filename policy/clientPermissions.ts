import { type GuardRails, matchesAny } from "./guardRails";
import { grants, ifKnown, members, type Props, record, text } from "./values";

/** A resource of a stack, with what its properties come from. */
export interface OfStack {
    token: string | undefined;
    name: string;
    props: Props;
    sources: Readonly<Record<string, readonly OfStack[]>>;
}

/** Whoever gives roles to an OAuth client. */
interface Giver {
    name: string;
    path: string;
    /** Roles of this stack: a preview does not know their ids, so the program's dependencies tell. */
    ofStack: OfStack[];
    /** Ids, as far as they are known. */
    ids: string[];
    /** How many roles there are. */
    count: number;
}

/** What is wrong with the roles that a resource gives to an OAuth client. */
export function clientPermissions(resource: OfStack, rails: Required<GuardRails>): string[] {
    const giver = giverOf(resource);
    if (giver === undefined) return [];
    const { name, path, ofStack } = giver;
    const allowed = Object.entries(rails.clientPermissions).flatMap(([pattern, listed]) =>
        matchesAny([pattern], name) ? listed : [],
    );
    return [...strangers(giver, rails), ...ofStack.flatMap((role) => excess(role, path, name, allowed))];
}

function giverOf({ token, name, props, sources }: OfStack): Giver | undefined {
    const rolesIn = (property: string) => (sources[property] ?? []).filter((source) => source.token === "genesys:Role");
    if (token === "genesys:OAuthClient") {
        const ofStack = rolesIn("roles");
        const given = ifKnown(() => grants(props["roles"]));
        const ids = (given ?? []).flatMap(({ role }) => role ?? []);
        // Nothing known of a list that comes from nothing in this stack: one role at least.
        return { name, path: "roles", ofStack, ids, count: given?.length ?? Math.max(ofStack.length, 1) };
    }
    if (token !== "genesys:RoleAssignment" || !isToClient(props, sources["subjects"] ?? [])) return undefined;
    const id = ifKnown(() => text(props["role"]));
    return { name, path: "role", ofStack: rolesIn("role"), ids: id === undefined ? [] : [id], count: 1 };
}

function isToClient(props: Props, sources: readonly OfStack[]): boolean {
    const subjects = ifKnown(() => props["subjects"]);
    return (
        sources.some(({ token }) => token === "genesys:OAuthClient") ||
        Object.keys(record(subjects)).some((key) => key.startsWith("oauthClient:")) ||
        (Array.isArray(subjects) && subjects.some((subject) => "oauthClient" in record(subject)))
    );
}

/** Roles that are neither of this stack nor allowed by their id: what they permit is not to be told. */
function strangers({ path, ofStack, ids, count }: Giver, { otherRoles }: Required<GuardRails>): string[] {
    const unnamed = ids.filter((id) => !matchesAny(otherRoles, id));
    const many = unnamed.length + (count - ids.length) - ofStack.length;
    if (many <= 0) return [];
    const which = unnamed.length > 0 ? ` (${unnamed.join(", ")})` : "";
    return [
        `${path}: gives a role that is not of this stack${which}, so its permissions are not known; ` +
            `must be a genesys.Role of this program, or otherRoles must hold its id`,
    ];
}

function excess({ name: role, props }: OfStack, path: string, name: string, allowed: readonly string[]): string[] {
    const label = ifKnown(() => text(props["name"])) || role;
    const given = ifKnown(() => permissionsOf(props));
    if (given === undefined) return [`${path}: the permissions of the role "${label}" are not known yet`];
    // What a program does not declare is whatever somebody has set by hand.
    const open =
        props["permissions"] === undefined || props["extraPermissions"] === "keep"
            ? [
                  `${path}: others may add permissions to the role "${label}"; it must declare permissions, and not keep extra ones`,
              ]
            : [];
    const more = given.filter((permission) => !matchesAny(allowed, permission));
    if (more.length === 0) return open;
    return [
        ...open,
        `${path}: the role "${label}" gives ${more.join(", ")}; must be among what clientPermissions declares for "${name}"`,
    ];
}

function permissionsOf(props: Props): string[] {
    const policies = (props["policies"] ?? []) as Props[];
    const conditional = Object.values(policies).flatMap(({ domain, entity, actions }) =>
        members(actions).map((action) => `${text(domain)}:${text(entity)}:${action}`),
    );
    return [...members(props["permissions"]), ...conditional];
}
