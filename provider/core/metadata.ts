import { type Props, text } from "./values";

/** What a finding means. */
export interface Rule {
    id: string;
    /** High: access widens. Medium: the integration breaks. Low: everything else. */
    severity: "high" | "medium" | "low";
    /** In words, for a reviewer. */
    why: string;
}

/** What a difference between the program and the tenant means. */
export interface DriftRule<Property extends string = string> extends Rule {
    properties: readonly Property[];
    /** What follows the property in the path, `.client.enabled`. @default anything */
    below?: RegExp;
    /** @default any */
    change?: "added" | "removed" | "changed";
    /** The value that is there. @default any */
    found?: unknown;
    /** Whether nothing is left of a set. */
    emptied?: true;
    /** Whether a set is declared as empty. */
    filled?: true;
    /** Whether a number is higher than declared. */
    higher?: true;
    /** What the declared text has and the one that is there has not. */
    lost?: RegExp;
}

/** A resource of the reviewed stack. */
export interface Managed {
    id: string;
    declared: Props;
}

/** When an unmanaged object is a finding. */
export interface Suspicion<Token extends string> extends Rule {
    /** The stack must manage objects of this type. @default the object's own */
    because?: Token;
    /** @param managed - the stack's objects of that type */
    fits(found: Props, managed: readonly Managed[]): boolean;
}

/** How a review looks for objects of a type that no program declares. */
export interface UnmanagedSearch<Token extends string> {
    suspicions: readonly Suspicion<Token>[];
    /** Whether an object with the name of a managed one is a finding. */
    sameName: boolean;
    /** Whether the client that the stack logs in as shows among them by its name: somebody has created it by hand. */
    listsCaller: boolean;
}

/** Where the audit log of Genesys Cloud has the changes of a type. */
export interface AuditEntity {
    /** The log's word for the kind of object. */
    type: string;
    service: string;
    /** Whether the type has only the changes of members, or only all others. @default all */
    members?: boolean;
}

/** Where the admin events of Keycloak have the changes of a type. */
export interface AdminEventPath {
    /** The path of an object, before its id. */
    path: string;
    /** Whether the changes of the service account, which is a user, are changes of the object too. */
    serviceAccount: boolean;
}

/** What an object without an id of its own belongs to. */
export interface Part<Property extends string, Token extends string> {
    of: Token;
    /** The property with the id of the whole. */
    by: Property;
    /** The property with what the part holds. */
    holds: Property;
}

/** An address that a resource sends people to. */
export interface Address {
    /** Path of the property that holds it. */
    path: string;
    address: string;
}

/** How a type gives roles. */
export interface RolesGiven<Property extends string> {
    /** The property that names the roles. */
    property: Property;
    /** Their ids; `undefined` for one that a preview does not know yet. */
    ids(props: Props): (string | undefined)[];
    /** In which divisions, with the path of the property that says so. */
    divisions(props: Props): { path: string; ids: string[] }[];
    /**
     * Whether an OAuth client gets them.
     * @param sources - tokens of the resources that a property's value comes from
     */
    toClient(props: Props, sources: (property: Property) => readonly (string | undefined)[]): boolean;
}

/**
 * What reviews, adoptions and guard rails know about a resource type: data and small functions, free of zod, of HTTP
 * and of the vendors' SDKs, because policy packs load it. Every part is required, so that nobody forgets one.
 *
 * @typeParam Inputs - the type's inputs
 * @typeParam Token - tokens of resource types
 */
export interface TypeMetadata<Inputs extends object, Token extends string = `${string}:${string}`> {
    /** What a difference means. The first rule that fits decides, before those that hold for every type. */
    readonly drift: readonly DriftRule<keyof Inputs & string>[];
    /** Properties with sets whose members each give access. */
    readonly access: readonly (keyof Inputs & string)[];
    readonly unmanaged: UnmanagedSearch<Token> | "never";
    /** Where the product's own log has its changes. */
    readonly audit: AuditEntity | AdminEventPath | "none";
    readonly part: Part<keyof Inputs & string, Token> | "none";
    /** Another type whose lists show the same objects. */
    readonly alsoListedAs: Token | "none";
    /** How the picture of a stack shows it. */
    readonly picture: {
        /** Whether arrows lead to what it refers to, or from there: a group opens an application. */
        arrows: "to" | "from";
        /** Properties whose members are a box of their own. */
        boxes: readonly ("permissions" | "divisions")[];
    };
    /** How `adopt --generate` declares it. */
    readonly generated:
        | {
              /** Properties that a program leaves out if they have these values. */
              usual: { readonly [P in keyof Inputs & string]?: unknown };
              /** The lookup function of the SDK, `genesys.role`. */
              lookup: string | "none";
          }
        | "never";
    /** What guard rails of a policy pack check. */
    readonly guardRails: {
        /** Path of the description that names an owner. */
        description: readonly [keyof Inputs & string, ...string[]] | "none";
        addresses(props: Props): Address[];
        roles: RolesGiven<keyof Inputs & string> | "none";
    };
}

/** The rule of what is switched off; a type with a switch of its own says where. */
export const disabled = { id: "disabled", severity: "medium", why: "it is switched off" } as const;

/** The rule of a description that guard rails read. */
export const ownerGone = {
    id: "owner-gone",
    severity: "medium",
    why: "it no longer says who answers for it, which guard rails demand",
    lost: /\bowner: *\S/i,
} as const;

/** Addresses in single properties. @param prefix - path of the object that has them */
export const addressesIn = (prefix: string, props: Props, keys: readonly string[] = Object.keys(props)): Address[] =>
    keys
        .filter((key) => props[key] !== undefined)
        .map((key) => ({ path: `${prefix}${key}`, address: text(props[key]) }));

/** The addresses of a list. */
export const addressList = (path: string, addresses: readonly string[]): Address[] =>
    addresses.map((address) => ({ path, address }));
