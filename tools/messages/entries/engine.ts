import type { Entries } from "./entry";

export const engine: Entries = {};
