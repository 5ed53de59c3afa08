import "../provider/runtime/useCompiled";
import { sayBy } from "../provider/core/say";
import { watchEngineAt } from "../provider/runtime/engineWatch";
import { logAt } from "./log";
import { servePlugin } from "./server";

// The engine starts this file as the plugin `contactcenter`, with its own address as the last argument. It reads the
// port from the first line of the output. Later lines are shown to the user.
const engine = process.argv.at(-1);
const print = (line: string) => void process.stdout.write(`${line}\n`);
sayBy(engine?.includes(":") ? logAt(engine, print) : print);
void servePlugin(engine).then(({ port }) => {
    print(String(port));
    if (engine?.includes(":")) watchEngineAt(engine);
});
