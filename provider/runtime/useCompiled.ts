import { enableCompileCache } from "node:module";
import { cacheFolder } from "../core/cacheFile";
import { nodeProblem } from "../core/nodeVersion";

const problem = nodeProblem(process.versions.node);
if (problem !== undefined) throw new Error(problem);

// Imported first: what an earlier provider has compiled is not compiled again. NODE_COMPILE_CACHE names another folder,
// NODE_DISABLE_COMPILE_CACHE=1 switches it off.
enableCompileCache(cacheFolder("compiled"));
