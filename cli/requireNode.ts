import { nodeProblem } from "../provider/core/nodeVersion";

// Imported first: old versions of Node must be able to parse this file and the entry point.
const problem = nodeProblem(process.versions.node);
if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    process.exit(2);
}
