import { mistake } from "./mistake";

/** The natural key of an object, or of a part of it: `["<group>", "<member>"]`. */
export type NaturalKey = readonly [whole: string, part?: string];

/** Which resource of the program owns which object or part. */
const owners = new Map<string, string>();
/** For a whole object, one of the owners of its parts. */
const partOwners = new Map<string, string>();

/** Refuses two resources for the same object: each would undo what the other does. */
export function claim(token: string, [whole, part]: NaturalKey, resource: string, advice = "declare it once"): void {
    const outer = JSON.stringify([token, whole]);
    const path = part === undefined ? outer : JSON.stringify([token, whole, part]);
    const holders = [owners.get(path), owners.get(outer), part === undefined ? partOwners.get(outer) : undefined];
    const other = holders.find((owner) => owner !== undefined && owner !== resource);
    if (other !== undefined)
        throw mistake(
            `${token}: the resources "${other}" and "${resource}" declare the same object, ` +
                `"${[whole, part].filter(Boolean).join(" · ")}"; ${advice}`,
        );
    owners.set(path, resource);
    if (part !== undefined) partOwners.set(outer, resource);
}
