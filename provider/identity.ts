import type { ResourceToken } from "./resources";
import { coded } from "./transport/message";

// What makes an object unique. The classes of the SDK and the native plugin's check both reject a second owner. Programs
// load this file, so it loads nothing but the codes of messages.

/**
 * The natural key of an object, or of a part of it: `["<group>", "<member>"]`. The provider's check rejects a key that
 * is not a text.
 */
export type NaturalKey = readonly [whole: unknown, part?: unknown];

/** How the natural keys of a resource follow from its inputs. */
export interface Identity {
    /** The inputs that the keys depend on. */
    readonly properties: readonly string[];
    /** @param known - those inputs, all known */
    keys(known: Readonly<Record<string, unknown>>): NaturalKey[];
}

const byName: Identity = { properties: ["name"], keys: ({ name }) => [[name]] };

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The identity of each type. Objects of the others may have equal names. */
export const identities: Readonly<Record<ResourceToken, Identity | "none">> = {
    "genesys:Group": byName,
    "genesys:GroupMembership": {
        properties: ["group", "members", "mode"],
        keys: ({ group, members, mode }) =>
            mode === "additive" && Array.isArray(members)
                ? members.map((member: unknown) => [group, member] as const)
                : [[group]],
    },
    "genesys:Role": byName,
    "genesys:RoleAssignment": {
        properties: ["role", "divisions", "subjects", "everyActiveUserOf"],
        keys: ({ role, divisions, subjects, everyActiveUserOf }) =>
            listOf(divisions).flatMap((division) =>
                everyActiveUserOf === undefined
                    ? listOf(subjects).map((subject) => [`${role} in ${division}`, JSON.stringify(subject)] as const)
                    : [[`${role} in ${division}`, `everyActiveUserOf ${everyActiveUserOf}`] as const],
            ),
    },
    "genesys:OAuthClient": "none",
    "genesys:ClientApp": "none",
    "genesys:Integration": "none",
    "eleveo:IdentityProvider": { properties: ["alias"], keys: ({ alias }) => [[alias]] },
    "eleveo:ProviderClient": byName,
    "imagicle:UserSync": byName,
    "webex:UserImport": { properties: ["output"], keys: ({ output }) => (output === undefined ? [] : [[output]]) },
};

/** The resources of one provider, and the objects that they own. */
export class Owners {
    /** Which resource owns which object or part. */
    readonly #objects = new Map<string, string>();
    /** For a whole object, one of the owners of its parts. */
    readonly #parts = new Map<string, string>();
    /** What distinguishes the resources of one type and name. */
    readonly #scopes = new Map<string, Set<unknown>>();

    /** @param nameOf - the name of an owner, for messages. @default the owner itself */
    constructor(private readonly nameOf: (owner: string) => string = (owner) => owner) {}

    /**
     * Registers a resource as the owner of an object. Two owners would undo each other's changes. Returns a message
     * about the conflict, or nothing if there is none.
     */
    claim(token: string, [whole, part]: NaturalKey, owner: string): string | undefined {
        if (typeof whole !== "string" || (part !== undefined && typeof part !== "string")) return undefined;
        const outer = JSON.stringify([token, whole]);
        const path = part === undefined ? outer : JSON.stringify([token, whole, part]);
        const holders = [
            this.#objects.get(path),
            this.#objects.get(outer),
            part === undefined ? this.#parts.get(outer) : undefined,
        ];
        const other = holders.find((holder) => holder !== undefined && holder !== owner);
        if (other !== undefined)
            return coded(
                "CC1307",
                `${token}: the resources "${this.nameOf(other)}" and "${this.nameOf(owner)}" declare the same object, ` +
                    `"${[whole, part].filter(Boolean).join(" · ")}". Declare it once`,
            );
        this.#objects.set(path, owner);
        if (part !== undefined) this.#parts.set(outer, owner);
        return undefined;
    }

    /** The same for several keys. */
    claimAll(token: string, keys: readonly NaturalKey[], owner: string): string | undefined {
        return keys.map((key) => this.claim(token, key, owner)).find((text) => text !== undefined);
    }

    /** The same for its marker, which has only the name. @param scope - what else distinguishes the resource */
    claimName(token: string, name: string, scope: unknown): string | undefined {
        const scopes = this.#scopes.get(`${token} ${name}`) ?? new Set();
        this.#scopes.set(`${token} ${name}`, scopes.add(scope));
        if (scopes.size < 2) return undefined;
        return coded(
            "CC1306",
            `${token}: two resources under different parents have the name "${name}". Give one of them another name`,
        );
    }
}
