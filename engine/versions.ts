/** The engine version that this library is tested with. Pipelines and manifests pin it; tests download or build it. */
export const engineVersion = "3.276.0";
