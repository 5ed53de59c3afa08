import { badRequest } from "./refusal";

type Fields = Record<string, unknown>;

/**
 * Fields of a body that this simulator does not know, and the organization does: it has answered them before. Any other
 * is refused.
 */
export function foreignFields(body: Fields, known: object, kept: Fields = {}): Fields {
    const foreign = Object.entries(body).filter(([key]) => !Object.hasOwn(known, key));
    const unknown = foreign.find(([key]) => !Object.hasOwn(kept, key));
    if (unknown) throw badRequest(`Unrecognized field "${unknown[0]}"`, "invalid.value");
    return Object.fromEntries(foreign);
}

/** Keeps such fields of an object; without any it has none. */
export function keepForeign(object: { more?: Fields }, fields: Fields): void {
    if (Object.keys(fields).length > 0) object.more = fields;
    else delete object.more;
}
