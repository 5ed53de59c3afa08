import "../provider/runtime/useCompiled";
import { sayBy } from "../provider/core/say";
import { watchEngineAt } from "../provider/runtime/engineWatch";
import { servePlugin } from "./server";

// The engine starts this file as the plugin `contactcenter`, with its own address as the last argument. It reads the
// port from the first line of the output. Later lines are shown to the user.
const engine = process.argv.at(-1);
sayBy((line) => void process.stdout.write(`${line}\n`));
void servePlugin(engine).then(({ port }) => {
    process.stdout.write(`${port}\n`);
    if (engine?.includes(":")) watchEngineAt(engine);
});
