/** The oldest engine that the tests and the quickstart accept. */
export const minimumVersion = "3.250.0";
/** The engine that is downloaded, or built from `module/go.mod`: the newest whose Go module can be had. */
export const engineVersion = "3.256.0";
