import type { Entries } from "./entry";

export const imagicle: Entries = {};
