import type { Entries } from "./entry";

export const commands: Entries = {};
