import { type Consequences, consequencesOf } from "../provider/core/consequences";
import { type ResourceToken, resources } from "../provider/resources";
import { holdsUnknown, plainDeep } from "../provider/runtime/wire";

type Bag = Record<string, unknown>;

/** Nothing of other libraries. */
const wordsFor = (token: ResourceToken | undefined): Consequences =>
    (token === undefined ? undefined : (resources[token].consequences as Consequences | undefined)) ?? {};

/** What an update takes away; both sides in the form of the state. */
export const updateConsequences = (token: ResourceToken | undefined, before: Bag, after: Bag): string[] =>
    consequencesOf(wordsFor(token), plainDeep(before) as Bag, plainDeep(after) as Bag, holdsUnknown);

/** What deleting an object takes away; of one that is replaced, for a while or for ever. */
export const deleteConsequences = (token: ResourceToken | undefined): string[] => {
    const { deleted } = wordsFor(token);
    return deleted === undefined ? [] : [deleted];
};
