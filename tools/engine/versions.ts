/** The oldest engine that the tests and the quickstart run on; also the official release that is downloaded. */
export const minimumVersion = "3.250.0";
/** The engine in `module/go.mod`: the newest whose Go module can be had. */
export const moduleVersion = "3.256.0";
