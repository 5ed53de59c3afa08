import * as pulumi from "@pulumi/pulumi";
import { isSettled, prepare } from "./arguments";
import { dynamicPackage, providerText } from "./dynamicProvider";
import { checkLayout } from "./layout";
import { nativeContext } from "./native";
import { problemFile, takeProblems } from "./problems";
import { isMocked, noteResource, reportError } from "./program";
import { nativePackage } from "./provider";
import { identityOf, ownersIn } from "./uniqueness";
import { userError } from "./userError";

/** A value as the state stores it: the id for an argument that takes a resource. */
type Stated<T> = T extends pulumi.CustomResource
    ? string
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? Stated<Item>[]
        : T extends object
          ? { [K in keyof T]: Stated<T[K]> }
          : T;

/** The outputs of a resource, one for every argument. Those that the provider fills in are always present. */
export type Outputs<Args, Computed extends keyof Args = never> = {
    readonly [K in keyof Args]-?: pulumi.Output<
        K extends Computed ? NonNullable<Stated<pulumi.Unwrap<Args[K]>>> : Stated<pulumi.Unwrap<Args[K]>>
    >;
};

/** What the base class needs to know about a resource type. */
interface Metadata {
    /** Product and type, e.g. `genesys:Role`. */
    token: string;
    /** Declares the arguments, each as a field. */
    args: new () => object;
    /** Declares the values that only the provider knows, each as a field. */
    outputs: new () => object;
    /** Arguments that the provider fills in if a program does not declare them. */
    computed?: Readonly<Partial<Record<string, true>>>;
    /** A mistake that only the whole program shows, checked at preview; the message, or nothing. */
    verify?(declared: Declared): Promise<string | undefined> | undefined;
    /** The same for something that Genesys Cloud may reject: a preview warns about it. */
    warn?(declared: Declared): Promise<string | undefined> | undefined;
}

/** The same metadata for one type, in its own types. */
export interface ResourceMetadata<Args extends object, Computed extends keyof Args & string = never> extends Metadata {
    args: new () => Args;
    computed?: Readonly<Record<Computed, true>>;
    verify?(declared: Declared<Args>): Promise<string | undefined> | undefined;
    warn?(declared: Declared<Args>): Promise<string | undefined> | undefined;
}

/** A resource as the program declares it. */
export interface Declared<Args = object> {
    token: string;
    name: string;
    args: Args;
    opts: pulumi.CustomResourceOptions;
    provider: pulumi.ProviderResource | undefined;
}

/**
 * The base class of every resource of this library, and the only place that knows how the provider's code is loaded.
 *
 * Properties that a program does not declare are neither changed nor reported. If you remove a property from the
 * program, the value in the tenant does not change. An empty value (`""`, `[]`) clears it.
 *
 * A replacement always deletes the old object first, because both have the same natural key.
 */
export abstract class ContactCenterResource extends pulumi.CustomResource {
    protected constructor(metadata: Metadata, name: string, args: object, opts: pulumi.CustomResourceOptions = {}) {
        const face = faceOf(metadata.token);
        const managed = opts.id === undefined;
        refuseOptions(metadata.token, name, opts);
        const own = fieldsOf(metadata.args);
        const outputs = fieldsOf(metadata.outputs);
        const expected = [...(managed ? Object.keys(metadata.computed ?? {}) : own), ...outputs];
        const absent = Object.fromEntries(expected.map((property) => [property, undefined]));
        const { properties, failures } = prepare(args);
        const provider = providerOf(opts);
        const declared = { token: metadata.token, name, args, opts, provider };
        const owner = managed ? findOwner(metadata, declared, properties) : undefined;
        const hidden: HiddenInputs = managed ? hiddenInputs(declared, failures, owner) : {};
        const marker = managed && outputs.includes("marker") ? { marker: markerOf(name) } : {};
        const props = { ...absent, ...properties, ...marker, ...hidden, ...face.props };
        const { stackTraceLimit } = Error;
        // Pulumi captures four stack traces for each property, which dominates the time of a preview of many resources.
        Error.stackTraceLimit = 0;
        try {
            super(face.type, name, props, { ...face.opts, ...opts });
        } catch (error) {
            Error.stackTraceLimit = stackTraceLimit;
            throw atProgram(error, new.target);
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
        noteResource(opts.parent);
        if (!managed) return;
        declarations.set(this, declared);
        for (const property of own) exposeOutput(this, property, property in props ? args : undefined);
        if (!pulumi.runtime.isDryRun() && !isMocked()) return;
        const report = (text: string | undefined) => text && reportError(text, this);
        void failures?.then((texts) => texts.forEach(report));
        if (pulumi.Output.isInstance(owner)) owner.apply(report);
        else report(owner);
        void metadata.verify?.(declared)?.then(report);
        void metadata.warn?.(declared)?.then((text) => {
            if (text) void pulumi.log.warn(text, this);
        });
        // The provider's check passes its problems to the program. If the check itself failed, the engine would stop at
        // the first one.
        const { __problems: path } = hidden;
        if (path !== undefined) this.urn.apply(() => takeProblems(path).forEach(report));
    }
}

/** How the engine sees a resource: as a dynamic one of the program, or as one of the native plugin. */
interface Face {
    type: string;
    props: object;
    opts: pulumi.CustomResourceOptions;
}

function faceOf(token: string): Face {
    const native = nativeContext();
    if (native !== undefined)
        return { type: `${nativePackage}:${token}`, props: {}, opts: { version: native.version } };
    const problem = checkLayout();
    if (problem !== undefined) throw userError(undefined, problem);
    return {
        type: `${dynamicPackage}:dynamic/${token}`,
        props: { __provider: providerText(token) },
        opts: { deleteBeforeReplace: true },
    };
}

const declarations = new WeakMap<pulumi.Resource, Declared>();

/**
 * How the program declares a resource of this library. Nothing for any other resource, and for one that is only read.
 */
export const declarationOf = (resource: pulumi.Resource): Declared | undefined => declarations.get(resource);

/** Turns an argument into an output, as it is written. A preview shows sets in the form that the state stores. */
function exposeOutput(resource: object, property: string, args: object | undefined): void {
    if (args === undefined) {
        Object.defineProperty(resource, property, { get: () => pulumi.output(undefined) });
        return;
    }
    const declared = (args as Record<string, unknown>)[property];
    if (!pulumi.runtime.isDryRun() || (isSettled(declared) && !Array.isArray(declared))) return;
    const output = (resource as Record<string, unknown>)[property] as pulumi.Output<unknown>;
    const asWritten = () =>
        pulumi
            .all([output, prepare({ declared }).properties["declared"]])
            .apply(([value, written]) => (Array.isArray(written) && !Array.isArray(value) ? written : value));
    Object.defineProperty(resource, property, { get: asWritten, enumerable: true, configurable: true });
}

/** Names of the fields that a class declares. */
function fieldsOf(type: new () => object): readonly string[] {
    const known = fields.get(type) ?? Object.keys(new type());
    fields.set(type, known);
    return known;
}
const fields = new WeakMap<object, readonly string[]>();

/** The ownership marker of the object. */
const markerOf = (name: string): string => `${pulumi.getProject()}/${pulumi.getStack()}/${name}`;

/** The explicit provider of a resource, its own or its parent's. */
export const providerOf = ({ provider, parent }: pulumi.CustomResourceOptions = {}):
    pulumi.ProviderResource | undefined =>
    provider ??
    parent?.getProvider(
        nativeContext() === undefined ? `${dynamicPackage}:dynamic:Resource` : `${nativePackage}:genesys:Role`,
    );

/** Options that Pulumi's dynamic provider does not pass on. */
function refuseOptions(token: string, name: string, { deleteBeforeReplace, import: id }: pulumi.CustomResourceOptions) {
    if (deleteBeforeReplace === false)
        throw userError(
            "CC1304",
            `${name}: deleteBeforeReplace cannot be false, because a new object with the same natural key would adopt the old one`,
        );
    if (id !== undefined)
        throw userError(
            "CC1305",
            `${name}: the option "import" does not work for a dynamic resource such as ${token}. ` +
                `Remove it, and adopt the existing object with \`npx contact-center adopt --id ${name}=${typeof id === "string" ? id : "<id>"}\``,
        );
}

interface HiddenInputs {
    __timeouts?: pulumi.CustomTimeouts;
    /** In a preview, the file for the problems that the check finds. */
    __problems?: string;
    /** In a preview, names of the resources among the arguments, by property. Messages need them before ids exist. */
    __names?: Record<string, unknown>;
    /** In an update, the reason why the resource must not be changed. */
    __refused?: pulumi.Output<string | undefined>;
}

/** Inputs that the provider's check reads and removes. */
function hiddenInputs(
    { args, opts: { customTimeouts } }: Declared,
    failures: Promise<string[]> | undefined,
    owner: pulumi.Output<string | undefined> | string | undefined,
): HiddenInputs {
    // The engine passes them to the native plugin.
    const timeouts = customTimeouts === undefined || nativeContext() ? {} : { __timeouts: customTimeouts };
    if (isMocked()) return timeouts;
    if (pulumi.runtime.isDryRun()) return { ...timeouts, __problems: problemFile(), ...namesOf(args) };
    if (failures === undefined && owner === undefined) return timeouts;
    const refused = pulumi.all([failures, owner]).apply(([texts = [], text]) => {
        const all = [...texts, ...(text === undefined ? [] : [text])];
        return all.length === 0 ? undefined : all.join("\n");
    });
    return { ...timeouts, __refused: refused };
}

function namesOf(args: object): Pick<HiddenInputs, "__names"> {
    const names = Object.entries(args).flatMap(([property, value]) => {
        const { name } = (declarations.get(value as pulumi.Resource)?.args ?? {}) as { name?: unknown };
        return name === undefined ? [] : [[property, name] as const];
    });
    return names.length === 0 ? {} : { __names: Object.fromEntries(names) };
}

/**
 * Why the resource cannot own its object. Unit tests may declare an object many times, and the native plugin looks at
 * all resources of a program, not only at those of its components.
 */
function findOwner(
    { token }: Metadata,
    { name, opts: { parent }, provider }: Declared,
    properties: Record<string, unknown>,
): pulumi.Output<string | undefined> | string | undefined {
    if (isMocked() || nativeContext() !== undefined) return undefined;
    const owners = ownersIn(provider);
    const problem = owners.claimName(token, name, parent);
    const identity = identityOf(token);
    if (problem !== undefined || identity === undefined) return problem;
    const wanted = Object.fromEntries(identity.properties.map((one) => [one, properties[one]]));
    const check = (known: Record<string, unknown>) => owners.claimAll(token, identity.keys(known), name);
    return isSettled(wanted) ? check(wanted) : pulumi.output(wanted).apply(check as never);
}

/** An error of Pulumi itself in a constructor, with the stack starting at the program's line. */
function atProgram(error: unknown, constructor: object): unknown {
    if (error instanceof Error) Error.captureStackTrace(error, constructor as never);
    return error;
}
