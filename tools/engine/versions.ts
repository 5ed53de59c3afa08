/** The oldest engine that is supported, and so the oldest that the tests and the quickstart accept. */
export const minimumVersion = "3.250.0";
export { engineVersion } from "../../engine/versions";
