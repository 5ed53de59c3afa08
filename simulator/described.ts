import { z } from "zod";
import { badRequest } from "./refusal";

type Fields = Record<string, unknown>;

interface Others {
    /** Fields that the vendor describes as read-only: clients send whole objects back, and the vendor ignores them. */
    ignored?: readonly string[];
    /** Fields that the vendor describes, and that this simulator only keeps. */
    kept?: readonly string[];
}

/**
 * An object in a body, by the vendor's model. `null` is the same as absent, because several official SDKs send every
 * field. Fields that the vendor does not describe are refused.
 */
export function described<Shape extends z.ZodRawShape>(shape: Shape, { ignored = [] }: Pick<Others, "ignored"> = {}) {
    return z.preprocess((given) => sent(given, ignored), z.strictObject(shape));
}

/** The same for an object that keeps more fields than this simulator uses; the route checks them by `foreignFields`. */
export function describedObject<Shape extends z.ZodRawShape>(shape: Shape, { ignored = [], kept = [] }: Others = {}) {
    const schema = z.preprocess((given) => sent(given, ignored), z.looseObject(shape));
    return Object.assign(schema, { used: Object.keys(shape), kept });
}

/** What was sent, without empty values. */
function sent(given: unknown, ignored: readonly string[]): unknown {
    if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
    return Object.fromEntries(Object.entries(given).filter(([key, value]) => value !== null && !ignored.includes(key)));
}

/**
 * Fields of a body that this simulator only keeps: the described ones, and those that the organization has answered
 * before. Any other is refused.
 */
export function foreignFields(
    body: Fields,
    model: { used: string[]; kept: readonly string[] },
    own: Fields = {},
): Fields {
    const foreign = Object.entries(body).filter(([key]) => !model.used.includes(key));
    const unknown = foreign.find(([key]) => !model.kept.includes(key) && !Object.hasOwn(own, key));
    if (unknown) throw badRequest(`Unrecognized field "${unknown[0]}"`, "invalid.value");
    return Object.fromEntries(foreign);
}

/** Keeps such fields of an object; without any it has none. */
export function keepForeign(object: { more?: Fields }, fields: Fields): void {
    if (Object.keys(fields).length > 0) object.more = fields;
    else delete object.more;
}
