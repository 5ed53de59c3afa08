import { canonical } from "../core/json";
import type { AnyType } from "./read";

/** The properties whose change requires a replacement of the object. */
export const replacedBy = (type: AnyType, olds: Record<string, unknown>, news: Record<string, unknown>): string[] =>
    type.replaceOn.filter(
        (property) => olds[property] !== undefined && canonical(olds[property]) !== canonical(news[property]),
    );
