import { join } from "node:path";
import { bundlePlugin } from "./bundle";

/** Part of `npm run build`: replaces the compiled entry of the plugin by its bundle. */
void bundlePlugin(join(__dirname, "..", "..", "dist", "plugin", "main.js"));
