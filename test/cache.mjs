import { enableCompileCache, getCompileCacheDir } from "node:module";

// Three workers and every command that a test starts load the same modules.
enableCompileCache();
process.env.NODE_COMPILE_CACHE = getCompileCacheDir();
