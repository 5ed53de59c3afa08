import type { Entries } from "./entry";

export const eleveo: Entries = {};
