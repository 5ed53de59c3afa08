import { connect } from "node:net";

let watching = false;

/**
 * Ends this process at once when its engine is gone: a killed engine leaves its plugins behind, and a plugin that goes
 * on writes to a tenant while nobody records it, perhaps beside the next `up`. What it leaves half done, that `up`
 * finds. The stock plugin is started with the engine's address as its last argument.
 */
export function watchEngine(argv: readonly string[] = process.argv): void {
    const address = argv.at(-1)?.match(/^(127\.0\.0\.1|localhost|\[::1\]):([1-9]\d*)$/);
    if (watching || !address || !argv.some((argument) => argument.includes("dynamic-provider"))) return;
    watching = true;
    const [, host = "", port = ""] = address;
    watch(host.replace(/[[\]]/g, ""), Number(port));
}

/** A connection to the engine falls with it; a server may also close one that says nothing, so it is made again. */
function watch(host: string, port: number): void {
    // Whatever it says is read, or its end would not be seen.
    const socket = connect({ host, port }).unref().resume();
    let refused = false;
    socket.on("error", () => (refused = true));
    socket.on("close", () => {
        if (refused) process.exit(1);
        watch(host, port);
    });
}
