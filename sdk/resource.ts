import * as pulumi from "@pulumi/pulumi";
import { claim, type NaturalKey } from "./claims";
import { mistake } from "./mistake";
import { collectProblems } from "./problems";

/** The text that the state keeps for a resource. It never changes: the code behind it is found in the package. */
function providerText(token: string): string {
    return `exports.handler = () => require("pulumi-contact-center/provider").dynamic("${token}")`;
}

/** What the base class needs to know of a resource type. */
export interface ResourceFacts<Args extends object> {
    /** Product and type, e.g. `genesys:Role`. */
    token: string;
    /** Names of all properties, also those that only the provider fills in: a `get` shows them all. */
    properties: readonly string[];
    /** Those that the provider fills in where a program does not declare them. @default all */
    filledIn?: readonly string[];
    /** What makes the object one of a kind; a second resource with one of the keys is refused. */
    identity?: { properties: readonly (keyof Args & string)[]; keys: (known: Record<string, unknown>) => NaturalKey[] };
}

/**
 * The base of every resource of this library; the only place that knows how the provider's code is loaded.
 *
 * Properties that a program does not declare are neither changed nor reported. Taking a property out of the program
 * leaves the tenant's value as it is; an empty value (`""`, `[]`) clears it.
 *
 * A replacement deletes the old object first, always: both have one natural key.
 */
export abstract class ContactCenterResource extends pulumi.CustomResource {
    protected constructor(
        facts: ResourceFacts<never>,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions | undefined,
    ) {
        const managed = opts?.id === undefined;
        const expected = (managed && facts.filledIn) || facts.properties;
        const absent = Object.fromEntries(expected.map((property) => [property, undefined]));
        const inputs = managed && facts.properties.includes("marker") ? { ...args, marker: markerOf(name) } : args;
        // A preview's check hands its findings over here.
        const preview = managed && pulumi.runtime.isDryRun() ? { __problems: "" } : {};
        const props = { ...absent, ...inputs, ...preview, __provider: providerText(facts.token) };
        if (opts?.deleteBeforeReplace === false)
            throw mistake(
                `${name}: deleteBeforeReplace cannot be false: a new object of the same natural key would take over the old one`,
            );
        const { stackTraceLimit } = Error;
        // Pulumi takes four traces of the stack for each property: most of what a preview of many resources costs.
        Error.stackTraceLimit = 0;
        try {
            super(`pulumi-nodejs:dynamic/${facts.token}`, name, props, { deleteBeforeReplace: true, ...opts });
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
        if (!managed) return;
        for (const property of facts.properties)
            if (!(property in props)) Object.defineProperty(this, property, { get: () => pulumi.output(undefined) });
        claimObject(facts, name, args as Record<string, unknown>);
        // Resources of one name, under different components, would take over each other's objects.
        this.urn.apply((urn) => claim(facts.token, [markerOf(name)], urn, "give one of them another name"));
        const { __problems } = this as { __problems?: pulumi.Output<string | undefined> };
        if (__problems !== undefined) collectProblems(name, __problems);
    }
}

/** What the object is marked with. */
const markerOf = (name: string): string => `${pulumi.getProject()}/${pulumi.getStack()}/${name}`;

function claimObject({ token, identity }: ResourceFacts<never>, name: string, args: Record<string, unknown>): void {
    if (identity === undefined) return;
    const wanted = Object.fromEntries((identity.properties as string[]).map((property) => [property, args[property]]));
    pulumi.output(wanted).apply((known) => {
        for (const key of identity.keys(known)) claim(token, key, name);
    });
}
