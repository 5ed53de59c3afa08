import { enableCompileCache } from "node:module";
import { cacheFolder } from "../core/cacheFile";
import { nodeProblem } from "../core/nodeVersion";

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) throw new Error(problem);

// Imported first, so that code compiled by an earlier provider is not compiled again. NODE_COMPILE_CACHE names another
// folder, NODE_DISABLE_COMPILE_CACHE=1 disables it.
enableCompileCache(cacheFolder("compiled"));
