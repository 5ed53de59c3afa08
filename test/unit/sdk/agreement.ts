// Only for the compiler: it fails here if a class of the SDK and the provider's type disagree on their properties.

import type * as pulumi from "@pulumi/pulumi";
import type { fields } from "../../../provider/imagicle/fields";
import type { ResourceToken, resources } from "../../../provider/resources";
import type { ResourceType } from "../../../provider/core/resourceType";
import type * as sdk from "../../../sdk";
import type { FaxWorkspaceRules, UserRules, VirtualObjectRules } from "../../../sdk/imagicle/rules";

/** The class `genesys.Group` of the token `genesys:Group`. */
export type ClassOf<Token extends ResourceToken> =
    Token extends `${infer Product extends keyof typeof sdk}:${infer Name}`
        ? Name extends keyof (typeof sdk)[Product]
            ? (typeof sdk)[Product][Name]
            : never
        : never;

type Keys<T> = Extract<keyof T, string>;
/** The properties that a class itself declares, not those of every resource. */
type Properties<Class> = Exclude<Keys<Class>, keyof pulumi.CustomResource>;

/** What is left over on each side, in words; `never` if nothing is. */
type Differences<Inputs, Outputs, Class, Args> =
    | `the argument ${Exclude<Keys<Args>, Keys<Inputs>>} is not an input of the provider`
    | `the class lacks the input ${Exclude<Keys<Inputs>, Keys<Args> | Properties<Class>>}`
    | `the class lacks the output ${Exclude<Keys<Outputs>, Properties<Class>>}`
    | `the property ${Exclude<Properties<Class>, Keys<Outputs>>} is not an output of the provider`;

type Disagreement<Token extends ResourceToken> =
    (typeof resources)[Token] extends ResourceType<infer _Api, infer Inputs, infer Outputs>
        ? [ClassOf<Token>] extends [never]
            ? "the SDK has no class for it"
            : ClassOf<Token> extends new (name: string, args: infer Args, ...rest: never[]) => infer Class
              ? Differences<Inputs, Outputs, Class, Args>
              : "its constructor takes other arguments"
        : "not a resource type";

/** The compiler accepts this only if there are no disagreements, and names them otherwise. */
export const disagreements: {
    [Words in { [Token in ResourceToken]: `${Token}: ${Disagreement<Token>}` }[ResourceToken]]: true;
} = {};

/** Fields that only one side has of the rules of an Imagicle connector. */
type Unequal<Rules, Table> = Exclude<keyof Rules, keyof Table> | Exclude<keyof Table, keyof Rules>;

/** The same for the rules of Imagicle's connectors. */
export const unequalRules: {
    [
        Field in
            | Unequal<UserRules, (typeof fields)["users"]>
            | Unequal<VirtualObjectRules, (typeof fields)["virtualObjects"]>
            | Unequal<FaxWorkspaceRules, (typeof fields)["faxWorkspaces"]>
    ]: true;
} = {};
