import type { z } from "zod";
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
    /** The tool that made it and alone may touch it; nobody misses it in a program. */
    madeBy?: string;
    /** It is what the first of several requests leaves behind, where the marker comes with the second. */
    unfinished?: boolean;
    /** Why the product's answer does not tell what it is; then there are no outputs. Only lists have such objects. */
    unreadable?: string;
}

/** What happens to an object in a run. */
export type Change = "create" | "update" | "delete";

/**
 * One kind of object, free of Pulumi. Outputs hold every input in the form in which users write it, plus what only
 * the product knows. Properties that a program does not declare are neither changed nor reported: whoever calls
 * keeps only the declared ones.
 *
 * @typeParam Api - the product's connection
 * @typeParam I - inputs, validated and normalised
 * @typeParam O - outputs
 */
export interface ResourceType<Api, I extends object, O extends I> {
    /** What the product's admin pages call it, e.g. `OAuth client`. */
    readonly title: string;
    /** Validates and normalises; `z.encode` gives the form that the state holds. */
    readonly inputs: z.ZodObject & z.ZodType<I>;
    /** What cannot change in place. */
    readonly replaceOn: readonly (keyof I & string)[];
    readonly secrets: readonly (keyof O & string)[];
    /** What people and systems lose by a change. @default nothing that they rely on */
    readonly consequences?: Consequences<keyof I & string>;
    /** Properties that name other objects by their ids. @default none */
    readonly references?: { readonly [P in keyof I & string]?: Reference };
    connect(connections: Connections): Api;
    /** How messages name this object. */
    label(inputs: Partial<I>): string;
    /** Rules over several properties. `unknown` tells which are not known yet, in a preview. */
    rules?(inputs: Partial<I>, unknown: (property: keyof I & string) => boolean): Problem[];
    /** Inputs that follow from what the program names, a file for one: kept in the state, so that a preview shows their change. */
    derive?(api: Api, inputs: Partial<I>, olds: Partial<I>): Promise<Derived<I>>;
    /** Changes that are refused, though the product would carry them out. */
    refusals?(olds: Partial<I>, news: Partial<I>): Problem[];
    /** What the live tenant would refuse, found by look-ups alone. Properties not known yet are absent. */
    verify?(api: Api, inputs: Partial<I>, olds?: Partial<I>): Promise<Problem[]>;
    /** Permissions that the calling client needs, as the product names them. */
    needs?(change: Change | "read", inputs: Partial<I>): readonly string[];
    /** Of two objects with one name, one is not ours; absent where the product's names need not be unique. */
    readonly nameIsUnique?: boolean;
    /** A create that fails after the object came to be throws {@link PartialFailure}. */
    create(api: Api, inputs: I, progress?: Progress): Promise<{ id: string; outputs: O }>;
    /** Takes over an object whose secret was lost with the run that made it. @default update */
    recover?(api: Api, found: Found<O>, inputs: I): Promise<O>;
    /** `undefined`: gone. @param fresh - asks for the object itself, where a list may answer otherwise */
    read(api: Api, id: string, last: Partial<O>, fresh?: boolean): Promise<O | undefined>;
    update?(api: Api, id: string, last: O, next: I): Promise<O>;
    /** Whether no write can change a property from the value that the server has. Its owner is warned instead. */
    isFixed?(property: string, found: unknown): boolean;
    /** Forgives what is already gone; ends when it is really gone. */
    delete(api: Api, id: string, last: O): Promise<void>;
    /** Objects with the same natural key. @param fresh - asks again, where one answer serves a whole run otherwise */
    find(api: Api, inputs: I, fresh?: boolean): Promise<Found<O>[]>;
    /**
     * Of what is a part of another object, members for one: as much of what is declared as is there already, as if this
     * resource had made it; `undefined`: nothing. @default an object that {@link ResourceType.find} finds
     */
    partThere?(api: Api, inputs: I): Promise<{ id: string; outputs: O } | undefined>;
    /** Whether a secret is the object's own; `undefined`: nobody can tell without a person's login. */
    secretWorks?(api: Api, id: string, last: O, secret: string): Promise<boolean | undefined>;
    /** Has the product choose a new secret. The old one dies at once. */
    renewSecret?(api: Api, id: string, last: O): Promise<O>;
    /** Whether {@link ResourceType.list} leaves properties out that a read shows. @default false */
    readonly isListedInPart?: boolean;
    /** Every object of this kind. */
    list(api: Api): AsyncIterable<Found<O>>;
}

/** What {@link ResourceType.derive} found. */
export interface Derived<I> {
    inputs: Partial<I>;
    problems: Problem[];
    /** What a person should know before going on; stops nothing. */
    warnings: string[];
}

/** The object exists, but not everything that was declared could be set. */
export class PartialFailure<O> extends Error {
    constructor(
        readonly id: string,
        readonly outputs: O,
        readonly failure: unknown,
    ) {
        super("created in part");
    }
}
