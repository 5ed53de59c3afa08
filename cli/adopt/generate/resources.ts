import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import { propertiesWith, type References } from "../../../provider/core/names";
import { metadata } from "../../../provider/metadata";
import { type ResourceToken, resources } from "../../../provider/resources";
import { sameJson } from "../../../provider/core/json";
import { type JsonValue } from "../../../provider/core/schema";
import { type Names, resourceNameOf } from "./names";
import { type Declared, literal, type Lookup, type Value } from "./program";

type Bag = Record<string, unknown>;

/** A resource of the program, with its object. */
export interface Adopted extends Declared {
    type: ResourceToken;
    id: string;
}

/** Objects as single resources, which refer to each other and to lookups. */
export class Declaring {
    readonly lookups = new Map<string, Lookup>();
    readonly #keys = new Map<string, string>();

    constructor(
        private readonly survey: Pick<Survey, "divisions" | "ownRoles" | "caller" | "objects">,
        private readonly names: Names,
    ) {}

    /** One resource per object, in the given order. */
    declare(objects: readonly Surveyed[]): Adopted[] {
        for (const { type, id } of objects) if (!isPart(type)) this.#keys.set(id, keyOf(type, id));
        return objects.flatMap((one) => this.#declared(one) ?? []);
    }

    #declared(object: Surveyed): Adopted | undefined {
        const { type, id } = object;
        const properties = Object.entries(declaredValues(type, object.outputs)).map(([key, value]): [string, Value] => [
            key,
            this.#value(type, key, value),
        ]);
        const { part } = metadata[type];
        // No holders of the role, or no members, are left.
        if (part !== "none" && !properties.some(([key, value]) => key === part.holds && !isEmptyList(value)))
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
        const { part } = metadata[type];
        if (part === "none") return resourceNameOf(name, classOf(type));
        const divisions = propertiesWith(resources[type].references, "divisions")
            .flatMap((property) => outputs[property] as string[])
            .map((id) => (id === "*" ? "everywhere" : resourceNameOf(this.#division(id)?.name ?? id, "division")));
        const rest = divisions.length > 0 ? divisions.slice(0, 3).join("-") : part.holds;
        return `${resourceNameOf(name, classOf(part.of))}-${rest}`;
    }

    #division = (id: string) => this.survey.divisions.find((one) => one.id === id);

    #value(type: ResourceToken, key: string, value: unknown): Value {
        switch ((resources[type].references as References | undefined)?.[key]) {
            case "role":
            case "group":
                return this.#reference(String(value));
            case "groups":
            case "queues":
                return list(value as string[], (id) => this.#reference(id));
            case "divisions":
                return list(value as string[], (id) => this.#divisionId(id));
            case "subjects":
                return this.#subjects(value as Bag[]);
            case "grants":
                return list(value as Bag[], ({ role, divisions }) => ({
                    kind: "object",
                    properties: [
                        ["role", this.#reference(String(role))],
                        ["divisions", list(divisions as string[], (id) => this.#divisionId(id))],
                    ],
                }));
            default:
                return literal(value as JsonValue);
        }
    }

    /** Clients declare their own roles, except the client that reads. */
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

    /** A resource of the program, an object that it leaves out, or the id if no name is known. */
    #reference(id: string): Value {
        const own = this.survey.ownRoles.get(id);
        if (own !== undefined) return this.#lookup("genesys.role", [own], `${own} role`);
        const key = this.#keys.get(id);
        if (key !== undefined) return { kind: "output", of: key, property: "id" };
        const other = this.survey.objects.find((one) => one.id === id && !isPart(one.type));
        const alone = this.survey.objects.filter((one) => one.type === other?.type && one.name === other.name);
        const generated = other === undefined ? "never" : metadata[other.type].generated;
        const call = generated === "never" ? "none" : generated.lookup;
        if (other === undefined || call === "none" || alone.length > 1) return literal(id);
        return this.#lookup(call, [other.name], other.name);
    }

    #lookup(call: string, args: JsonValue[], suggestion: string): Value {
        const key = JSON.stringify([call, ...args]);
        this.lookups.set(key, { key, function: call, args, suggestion });
        return { kind: "lookup", of: key, property: "id" };
    }
}

export const keyOf = (type: ResourceToken, id: string): string => `${type} ${id}`;

/** A part of another object. It has no id. */
export const isPart = (type: ResourceToken): boolean => metadata[type].part !== "none";

const classOf = (type: ResourceToken): string => type.replace(/.*:/, "").toLowerCase();

/** The properties that a program declares for an object. */
export const declaredValues = (type: ResourceToken, outputs: Bag): Bag =>
    Object.fromEntries(
        Object.entries(outputs).filter(
            ([key, value]) => isInput(type, key) && value !== undefined && !isUsual(type, key, value),
        ),
    );

/** Whether a program declares the property. The product sets the others, and this library sets the marker. */
const isInput = (type: ResourceToken, key: string): boolean => key in resources[type].inputs.shape && key !== "marker";

/** Whether a program omits the property. */
function isUsual(type: ResourceToken, key: string, value: unknown): boolean {
    const { generated } = metadata[type];
    return generated !== "never" && key in generated.usual && sameJson(generated.usual[key], value);
}

const list = <Item>(items: readonly Item[], write: (item: Item) => Value): Value => ({
    kind: "list",
    items: items.map(write),
});

const isEmptyList = (value: Value): boolean =>
    value.kind === "list" ? value.items.length === 0 : value.kind === "json" && sameJson(value.value, []);
