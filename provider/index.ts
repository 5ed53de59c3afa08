import { Connections } from "./connections";
import { type GenesysLookups, genesysLookups } from "./genesys/lookups";
import type { ConfigSource } from "./configuration";

export type { GenesysLookups } from "./genesys/lookups";
export type { ConfigSource } from "./configuration";
export type { ResourceToken } from "./resources";
export { dynamic } from "./runtime/dynamic";

/** The look-ups of a program, with the configuration of its stack. */
export function lookups(source: ConfigSource): GenesysLookups {
    const connections = new Connections(source);
    return genesysLookups(() => connections.genesys());
}
