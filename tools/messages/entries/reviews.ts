import type { Entries } from "./entry";

export const reviews: Entries = {};
