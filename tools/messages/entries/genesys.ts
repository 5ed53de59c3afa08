import type { Entries } from "./entry";

export const genesys: Entries = {};
