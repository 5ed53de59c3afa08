import type { TypeMetadata } from "../core/metadata";
import type { UserImportInputs } from "./userImport";

export const userImport = {
    drift: [],
    access: [],
    // The product does not show it.
    unmanaged: "never",
    audit: "none",
    part: "none",
    alsoListedAs: "none",
    picture: { arrows: "to", boxes: [] },
    generated: "never",
    guardRails: { description: "none", addresses: () => [], roles: "none" },
} satisfies TypeMetadata<UserImportInputs>;
