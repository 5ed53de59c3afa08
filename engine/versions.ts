/** The engine that this library is tested with: pipelines and manifests pin it, tests download or build it. */
export const engineVersion = "3.256.0";
