import { eleveo } from "./eleveo/api";
import { genesys } from "./genesys/api";

/** The products that resource types connect to, by the first part of the types' tokens. */
export const products = { eleveo, genesys };
