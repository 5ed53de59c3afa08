export type { IdOf } from "./arguments";
export * as eleveo from "./eleveo";
export * as emite from "./emite";
export * as genesys from "./genesys";
export * as imagicle from "./imagicle";
export type { LookupOptions } from "./lookup";
export {
    type EleveoConnection,
    type GenesysConnection,
    Provider,
    type ProviderArgs,
    type Timeouts,
    type WebexConnection,
} from "./provider";
export * as webex from "./webex";
