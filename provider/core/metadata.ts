import { type Props, text } from "./values";

/** The meaning of a finding. */
export interface Rule {
    id: string;
    /** High: access widens. Medium: the integration breaks. Low: everything else. */
    severity: "high" | "medium" | "low";
    /** Explanation for a reviewer. */
    why: string;
}

/** The meaning of a difference between the program and the tenant. */
export interface DriftRule<Property extends string = string> extends Rule {
    properties: readonly Property[];
    /** What follows the property in the path, `.client.enabled`. @default anything */
    below?: RegExp;
    /** @default any */
    change?: "added" | "removed" | "changed";
    /** The existing value. @default any */
    found?: unknown;
    /** Whether no members of a set are left. */
    emptied?: true;
    /** Whether a set is declared as empty. */
    filled?: true;
    /** Whether a number is higher than declared. */
    higher?: true;
    /** What the declared text contains and the existing one does not. */
    lost?: RegExp;
}

/** A resource of the reviewed stack. */
export interface Managed {
    id: string;
    declared: Props;
}

/** When an unmanaged object is reported. */
export interface Suspicion<Token extends string> extends Rule {
    /** The stack must manage objects of this type. @default the object's own */
    because?: Token;
    /** @param managed - the stack's objects of that type */
    fits(found: Props, managed: readonly Managed[]): boolean;
}

/** How a review looks for unmanaged objects of a type. */
export interface UnmanagedSearch<Token extends string> {
    suspicions: readonly Suspicion<Token>[];
    /** Whether an object with the name of a managed one is reported. */
    sameName: boolean;
    /** Whether the list includes the client that the stack logs in as. It was created manually. */
    listsCaller: boolean;
}

/** Where Genesys Cloud's audit log records the changes of a type. */
export interface AuditEntity {
    /** The log's name for the kind of object. */
    type: string;
    service: string;
    /** Whether the type covers only changes of members, or only all others. @default all */
    members?: boolean;
}

/** Where Keycloak's admin events record the changes of a type. */
export interface AdminEventPath {
    /** The path of an object, before its id. */
    path: string;
    /** Whether changes of the service account, which is a user, count as changes of the object too. */
    serviceAccount: boolean;
}

/** The object that a part without an id belongs to. */
export interface Part<Property extends string, Token extends string> {
    of: Token;
    /** The property with the id of that object. */
    by: Property;
    /** The property with the contents of the part. */
    holds: Property;
}

/** An address that a resource redirects people to. */
export interface Address {
    /** Path of the property with the address. */
    path: string;
    address: string;
}

/** How a type grants roles. */
export interface RolesGiven<Property extends string> {
    /** The property that names the roles. */
    property: Property;
    /** Their ids; `undefined` for one that a preview does not know yet. */
    ids(props: Props): (string | undefined)[];
    /** The divisions of the grants, with the path of the property that lists them. */
    divisions(props: Props): { path: string; ids: string[] }[];
    /**
     * Whether an OAuth client gets the roles.
     * @param sources - tokens of the resources that a property's value comes from
     */
    toClient(props: Props, sources: (property: Property) => readonly (string | undefined)[]): boolean;
}

/**
 * What reviews, adoptions and guard rails know about a resource type: data and small functions, free of zod, of HTTP
 * and of the vendors' SDKs, because policy packs load it. Every part is required, so that none is forgotten.
 *
 * @typeParam Inputs - the type's inputs
 * @typeParam Token - tokens of resource types
 */
export interface TypeMetadata<Inputs extends object, Token extends string = `${string}:${string}`> {
    /** The meaning of differences. The first matching rule applies, before the rules for every type. */
    readonly drift: readonly DriftRule<keyof Inputs & string>[];
    /** Sets in which each member grants access. */
    readonly access: readonly (keyof Inputs & string)[];
    readonly unmanaged: UnmanagedSearch<Token> | "never";
    /** Where the product's own log records its changes. */
    readonly audit: AuditEntity | AdminEventPath | "none";
    readonly part: Part<keyof Inputs & string, Token> | "none";
    /** Another type whose lists show the same objects. */
    readonly alsoListedAs: Token | "none";
    /** How the picture of a stack shows it. */
    readonly picture: {
        /** Direction of arrows: to the objects that it refers to, or from them. A group opens an application. */
        arrows: "to" | "from";
        /** Properties whose members have their own box. */
        boxes: readonly ("permissions" | "divisions")[];
    };
    /** How `adopt --generate` declares it. */
    readonly generated:
        | {
              /** Properties that a program omits if they have these values. */
              usual: { readonly [P in keyof Inputs & string]?: unknown };
              /** The lookup function of the SDK, `genesys.role`. */
              lookup: string | "none";
          }
        | "never";
    /** What the guard rails of a policy pack check. */
    readonly guardRails: {
        /** Path of the description with the owner. */
        description: readonly [keyof Inputs & string, ...string[]] | "none";
        addresses(props: Props): Address[];
        roles: RolesGiven<keyof Inputs & string> | "none";
    };
}

/** The rule for a deactivated object. A type with its own switch says where it is. */
export const disabled = { id: "disabled", severity: "medium", why: "it is switched off" } as const;

/** The rule for a description that guard rails read. */
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
