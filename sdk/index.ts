export * as eleveo from "./eleveo";
export * as emite from "./emite";
export * as genesys from "./genesys";
export * as imagicle from "./imagicle";
export * as webex from "./webex";
