import "./runtime/useCompiled";

export type { ConfigSource } from "./core/configuration";
export type { ResourceToken } from "./resources";
export { dynamic } from "./runtime/dynamic";
