import type { Surveyed } from "../../../operations/adopt/survey";
import { canonical, sameJson } from "../../../provider/core/json";
import { quotedList } from "../../../provider/core/problem";
import { type ResourceToken, resources } from "../../../provider/resources";
import { checkInputs } from "../../../provider/runtime/check";
import type { AnyType } from "../../../provider/runtime/read";
import { declaredValues, isPart } from "./resources";

interface Sorted {
    /** Objects that a program can declare as they are. */
    expressible: Surveyed[];
    /** All other objects, each with what it is and why it is left out. */
    leftOut: string[];
}

/** A tenant may contain values that this library rejects. A program with such a value would fail, or change it. */
export function sortOut(objects: readonly Surveyed[]): Sorted {
    const sorted: Sorted = { expressible: [], leftOut: [] };
    for (const one of objects) {
        const reasons = [...refusals(one), ...namesakes(one, objects)];
        if (reasons.length === 0) sorted.expressible.push(one);
        else sorted.leftOut.push(`${one.type.replace(":", ".")} ${JSON.stringify(one.name)}: ${reasons.join("; ")}`);
    }
    return sorted;
}

const typeOf = (type: ResourceToken) => resources[type] as unknown as AnyType;

/** The errors that a check of the program would report, and the values that it would write differently. */
function refusals({ type, outputs }: Surveyed): string[] {
    const declared = declaredValues(type, outputs);
    const { known, problems } = checkInputs(typeOf(type), declared);
    const certain = problems.filter(({ inferred }) => inferred !== true);
    if (certain.length > 0) return certain.map(({ path, reason }) => (path === "" ? reason : `${path}: ${reason}`));
    return Object.entries(declared)
        .filter(([property, value]) => !sameJson(unordered(known[property]), unordered(value)))
        .map(([property]) => `${property}: a program cannot declare the existing value`);
}

/** The order of a set does not matter, and no check changes the order of a list. */
const unordered = (value: unknown): unknown => (Array.isArray(value) ? value.map(canonical).sort() : value);

/** A program declares an object of a name only once if the name identifies the object. */
function namesakes({ type, id, name }: Surveyed, objects: readonly Surveyed[]): string[] {
    if (isPart(type) || typeOf(type).nameIsUnique !== true) return [];
    const others = objects.filter((one) => one.type === type && one.id !== id && one.name === name);
    return others.length === 0 ? [] : [`${quotedList(others.map((one) => one.id))} has the same name`];
}
