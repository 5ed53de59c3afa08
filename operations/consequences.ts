import { type Consequences, consequencesOf } from "../provider/core/consequences";
import { type ResourceToken, resources } from "../provider/resources";
import { holdsUnknown, plainDeep } from "../provider/runtime/wire";

type Bag = Record<string, unknown>;

/** Nothing for other libraries. */
const wordsFor = (token: ResourceToken | undefined): Consequences =>
    (token === undefined ? undefined : (resources[token].consequences as Consequences | undefined)) ?? {};

/** What is lost by an update; both sides in the form of the state. */
export const updateConsequences = (token: ResourceToken | undefined, before: Bag, after: Bag): string[] =>
    consequencesOf(wordsFor(token), plainDeep(before) as Bag, plainDeep(after) as Bag, holdsUnknown);

/** What is lost by deleting an object; if it is replaced, temporarily or permanently. */
export const deleteConsequences = (token: ResourceToken | undefined): string[] => {
    const { deleted } = wordsFor(token);
    return deleted === undefined ? [] : [deleted];
};
