import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import type { ResourceToken } from "../../../provider/resources";
import { type JsonValue, sameJson } from "../../../provider/core/schema";
import { type Names, resourceNameOf } from "./names";
import { type Declared, literal, type Lookup, type Value } from "./program";

type Bag = Record<string, unknown>;

/** Properties that a program leaves out where they have these values, and those that it never declares. */
const usual: Partial<Record<ResourceToken, Bag>> = {
    "genesys:Group": {
        description: "",
        type: "official",
        visibility: "public",
        rulesVisible: true,
        rolesEnabled: false,
        includeOwners: true,
        callsEnabled: false,
        email: "",
        owners: [],
        addresses: [],
    },
    "genesys:GroupMembership": { mode: "exact" },
    "genesys:Role": { description: "", permissions: [], policies: [], extraPermissions: "remove" },
    "genesys:RoleAssignment": { withoutRole: [], noLongerActive: [] },
    "genesys:OAuthClient": {
        description: "",
        grantType: "client-credentials",
        scopes: [],
        redirectUris: [],
        roles: [],
        tokenLifetimeSeconds: 86_400,
        state: "active",
    },
    "genesys:ClientApp": {
        integrationType: "embedded-client-app",
        displayType: "standalone",
        category: "",
        sandbox: [],
        permissions: [],
        groups: [],
        queues: [],
        communicationTypes: [],
        notes: "",
        advanced: {},
        enabled: true,
    },
    "genesys:Integration": { notes: "", properties: {}, advanced: {}, credentials: {}, enabled: true },
};
/** Only the product knows them. */
const outputsOnly = ["clientId", "clientSecret", "reportedState", "membersBefore", "granted", "marker"];

/** A resource of the program, with the object that it is. */
export interface Adopted extends Declared {
    type: ResourceToken;
    id: string;
}

/** Objects as single resources, which refer to each other and to what is looked up. */
export class Declaring {
    readonly lookups = new Map<string, Lookup>();
    readonly #keys = new Map<string, string>();

    constructor(
        private readonly survey: Pick<Survey, "divisions" | "ownRoles" | "caller" | "objects">,
        private readonly names: Names,
    ) {}

    /** Every object a resource, in the order in which they are given. */
    declare(objects: readonly Surveyed[]): Adopted[] {
        for (const { type, id } of objects) if (!isPart(type)) this.#keys.set(id, keyOf(type, id));
        return objects.flatMap((one) => this.#declared(one) ?? []);
    }

    #declared(object: Surveyed): Adopted | undefined {
        const { type, id } = object;
        const properties = Object.entries(object.outputs)
            .filter(([key, value]) => !outputsOnly.includes(key) && value !== undefined && !isUsual(type, key, value))
            .map(([key, value]): [string, Value] => [key, this.#value(type, key, value)]);
        // Nobody is left who holds the role, or no member.
        const needed = { "genesys:RoleAssignment": "subjects", "genesys:GroupMembership": "members" }[type as string];
        if (needed !== undefined && !properties.some(([key, value]) => key === needed && !isEmptyList(value)))
            return undefined;
        return {
            type,
            id,
            key: keyOf(type, id),
            class: type.replace(":", "."),
            name: this.names.unique(this.#nameOf(object)),
            args: { kind: "object", properties },
        };
    }

    #nameOf({ type, name, outputs }: Surveyed): string {
        const kind = type.replace(/.*:/, "").toLowerCase();
        if (type === "genesys:GroupMembership") return `${resourceNameOf(name, "group")}-members`;
        if (type !== "genesys:RoleAssignment") return resourceNameOf(name, kind);
        const divisions = (outputs["divisions"] as string[]).map((id) =>
            id === "*" ? "everywhere" : resourceNameOf(this.#division(id)?.name ?? id, "division"),
        );
        return `${resourceNameOf(name, "role")}-${divisions.slice(0, 3).join("-")}`;
    }

    #division = (id: string) => this.survey.divisions.find((one) => one.id === id);

    #value(type: ResourceToken, key: string, value: unknown): Value {
        const each = (items: unknown, write: (id: string) => Value): Value => ({
            kind: "list",
            items: (items as string[]).map(write),
        });
        if (key === "divisions") return each(value, (id) => this.#divisionId(id));
        if (key === "role") return this.#roleId(String(value));
        if (key === "group") return this.#reference(String(value));
        if (type === "genesys:ClientApp" && key === "groups") return each(value, (id) => this.#reference(id));
        if (type === "genesys:RoleAssignment" && key === "subjects") return this.#subjects(value as Bag[]);
        if (type === "genesys:OAuthClient" && key === "roles")
            return {
                kind: "list",
                items: (value as Bag[]).map(({ role, divisions }) => ({
                    kind: "object",
                    properties: [
                        ["role", this.#roleId(String(role))],
                        ["divisions", each(divisions, (id) => this.#divisionId(id))],
                    ],
                })),
            };
        return literal(value as JsonValue);
    }

    /** Clients hold their roles by themselves, but for the one that looks. */
    #subjects(subjects: readonly Bag[]): Value {
        const items = subjects.flatMap((subject): Value[] => {
            const [kind = "", id] = Object.entries(subject)[0] ?? [];
            if (kind === "oauthClient" && id !== this.survey.caller) return [];
            const value = kind === "user" ? literal(String(id)) : this.#holder(kind, String(id));
            return [{ kind: "object", properties: [[kind, value]] }];
        });
        return { kind: "list", items };
    }

    #holder(kind: string, id: string): Value {
        if (kind === "oauthClient") return this.#lookup("genesys.caller", [], "caller");
        return this.#reference(id);
    }

    #divisionId(id: string): Value {
        const division = this.#division(id);
        if (division === undefined) return literal(id);
        return this.#lookup("genesys.division", [division.name], division.name);
    }

    #roleId(id: string): Value {
        const own = this.survey.ownRoles.get(id);
        return own === undefined ? this.#reference(id) : this.#lookup("genesys.role", [own], `${own} role`);
    }

    /** A resource of the program, an object that it leaves out, or the id where nobody knows a name. */
    #reference(id: string): Value {
        const key = this.#keys.get(id);
        if (key !== undefined) return { kind: "output", of: key, property: "id" };
        const other = this.survey.objects.find((one) => one.id === id && !isPart(one.type));
        const alone = this.survey.objects.filter((one) => one.type === other?.type && one.name === other.name);
        const call = { "genesys:Role": "genesys.role", "genesys:Group": "genesys.group" }[String(other?.type)];
        if (other === undefined || call === undefined || alone.length > 1) return literal(id);
        return this.#lookup(call, [other.name], other.name);
    }

    #lookup(call: string, args: JsonValue[], suggestion: string): Value {
        const key = JSON.stringify([call, ...args]);
        this.lookups.set(key, { key, function: call, args, suggestion });
        return { kind: "lookup", of: key, property: "id" };
    }
}

export const keyOf = (type: ResourceToken, id: string): string => `${type} ${id}`;

/** A part of another object, which has no id of its own. */
export const isPart = (type: ResourceToken): boolean =>
    type === "genesys:GroupMembership" || type === "genesys:RoleAssignment";

const isUsual = (type: ResourceToken, key: string, value: unknown): boolean => {
    const known = usual[type] ?? {};
    return key in known && sameJson(known[key], value);
};

const isEmptyList = (value: Value): boolean =>
    value.kind === "list" ? value.items.length === 0 : value.kind === "json" && sameJson(value.value, []);
