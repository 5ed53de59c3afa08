/** The oldest engine that is supported, and so the oldest that the tests and the quickstart accept. */
export const minimumVersion = "3.250.0";
/** The engine that is downloaded, or built from `module/go.mod`. */
export const engineVersion = "3.256.0";
