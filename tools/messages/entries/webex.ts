import type { Entries } from "./entry";

export const webex: Entries = {};
