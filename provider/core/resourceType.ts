import type { z } from "zod";
import type { ConfigSource } from "./configuration";
import type { Connections } from "./connections";
import type { Consequences } from "./consequences";
import type { Progress } from "./createLog";
import type { Reference } from "./names";
import type { Problem } from "./problem";

/** An object that exists in a tenant. */
export interface Found<O> {
    id: string;
    /** The name that the product's admin pages show. */
    name: string;
    outputs: O;
    /** The tool that created it and must be the only one to change it. No program needs to declare it. */
    madeBy?: string;
    /** Whether only the first of several requests was carried out. The marker is written by the second. */
    unfinished?: boolean;
    /** Why the product's answer does not show what it is. It has no outputs then. Only lists contain such objects. */
    unreadable?: string;
}

/** What happens to an object in a run. */
export type Change = "create" | "update" | "delete";

/**
 * One kind of object, independent of Pulumi. Outputs hold every input in the form in which users write it, plus the
 * values that only the product knows. Properties that a program does not declare are neither changed nor reported: the
 * caller keeps only the declared ones.
 *
 * @typeParam Api - the product's connection
 * @typeParam I - inputs, validated and normalized
 * @typeParam O - outputs
 */
export interface ResourceType<Api, I extends object, O extends I> {
    /** The name of the kind in the product's admin pages, e.g. `OAuth client`. */
    readonly title: string;
    /** Validates and normalizes; `z.encode` returns the form that the state holds. */
    readonly inputs: z.ZodObject & z.ZodType<I>;
    /** Properties that cannot be changed in place. */
    readonly replaceOn: readonly (keyof I & string)[];
    readonly secrets: readonly (keyof O & string)[];
    /** What users and systems lose by a change. @default nothing */
    readonly consequences?: Consequences<keyof I & string>;
    /** Properties that refer to other objects by their ids. @default none */
    readonly references?: { readonly [P in keyof I & string]?: Reference };
    connect(connections: Connections): Api;
    /** The name of this object in messages. */
    label(inputs: Partial<I>): string;
    /**
     * Inputs as a program in any language writes them, in the form of {@link ResourceType.inputs}. In a program in
     * TypeScript, the class has done the same. Values may be secrets in the form of the engine, or unknown. Throws a
     * `UserError`.
     */
    prepare?(inputs: Readonly<Record<string, unknown>>, source: ConfigSource): Record<string, unknown>;
    /**
     * Rules for several properties. `unknown` says which are not known yet, in a preview.
     * @param olds - the inputs in the state. @default none, as for a new object
     */
    rules?(inputs: Partial<I>, unknown: (property: keyof I & string) => boolean, olds?: Partial<I>): Problem[];
    /**
     * Inputs derived from something that the program refers to, for example a file. They are kept in the state, so that
     * a preview shows their change.
     */
    derive?(api: Api, inputs: Partial<I>, olds: Partial<I>): Promise<Derived<I>>;
    /** Changes that are rejected, although the product would carry them out. */
    refusals?(olds: Partial<I>, news: Partial<I>): Problem[];
    /** What the live tenant would reject, found only by lookups. Properties that are not known yet are absent. */
    verify?(api: Api, inputs: Partial<I>, olds?: Partial<I>): Promise<Problem[]>;
    /** Permissions that the calling client needs, as the product names them. */
    needs?(change: Change | "read", inputs: Partial<I>): readonly string[];
    /**
     * Whether names are unique: of two objects with one name, one is not ours. Absent if the product does not require
     * unique names.
     */
    readonly nameIsUnique?: boolean;
    /** Throws {@link PartialFailure} if it fails after the object was created. */
    create(api: Api, inputs: I, progress?: Progress): Promise<{ id: string; outputs: O }>;
    /** Adopts an object whose secret was lost with the run that created it. @default update */
    recover?(api: Api, found: Found<O>, inputs: I): Promise<O>;
    /** `undefined`: gone. @param fresh - reads the object itself; otherwise a list may answer */
    read(api: Api, id: string, last: Partial<O>, fresh?: boolean): Promise<O | undefined>;
    update?(api: Api, id: string, last: O, next: I): Promise<O>;
    /** Whether no write can change a property from the value on the server. The user gets a warning instead. */
    isFixed?(property: string, found: unknown): boolean;
    /** Succeeds if it is already gone. Ends when it is really gone. */
    delete(api: Api, id: string, last: O): Promise<void>;
    /**
     * Objects with the same natural key. @param fresh - requests them again; otherwise one answer serves the whole run
     */
    find(api: Api, inputs: I, fresh?: boolean): Promise<Found<O>[]>;
    /**
     * For a part of another object, for example members: the declared parts that already exist, as if this resource had
     * created them. `undefined`: nothing exists. @default an object that {@link ResourceType.find} finds
     */
    partThere?(api: Api, inputs: I): Promise<{ id: string; outputs: O } | undefined>;
    /** Whether a secret belongs to the object; `undefined`: it cannot be tested without a user login. */
    secretWorks?(api: Api, id: string, last: O, secret: string): Promise<boolean | undefined>;
    /** Makes the product generate a new secret. The old one stops working at once. */
    renewSecret?(api: Api, id: string, last: O): Promise<O>;
    /** Whether {@link ResourceType.list} omits properties that a read shows. @default false */
    readonly isListedInPart?: boolean;
    /** Every object of this kind. */
    list(api: Api): AsyncIterable<Found<O>>;
}

/** The result of {@link ResourceType.derive}. */
export interface Derived<I> {
    inputs: Partial<I>;
    problems: Problem[];
    /** Warnings for the user; they stop nothing. */
    warnings: string[];
}

/** The object exists, but not all declared values could be set. */
export class PartialFailure<O> extends Error {
    constructor(
        readonly id: string,
        readonly outputs: O,
        readonly failure: unknown,
    ) {
        super("created in part");
    }
}
