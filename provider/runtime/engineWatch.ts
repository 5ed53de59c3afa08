import { connect } from "node:net";

let watching = false;

/** The address of the engine that has started this process as a plugin. Each run of an engine has its own. */
export const engineAddress = (argv: readonly string[] = process.argv): string | undefined =>
    argv.at(-1)?.match(/^(127\.0\.0\.1|localhost|\[::1\]):([1-9]\d*)$/)?.[0];

/**
 * Ends this process at once when its engine is gone. A killed engine leaves its plugins running. Such a plugin would
 * continue to write to a tenant without a record, possibly during the next `up`. That `up` finds what was left
 * unfinished. Pulumi's stock plugin is started with the engine's address as its last argument.
 */
export function watchEngine(argv: readonly string[] = process.argv): void {
    const address = engineAddress(argv);
    if (watching || address === undefined || !argv.some((argument) => argument.includes("dynamic-provider"))) return;
    watching = true;
    watchEngineAt(address);
}

/** The same for the engine at an address. */
export function watchEngineAt(address: string): void {
    const { hostname, port } = new URL(`tcp://${address}`);
    watch(hostname.replace(/[[\]]/g, ""), Number(port));
}

/**
 * A connection to the engine breaks when the engine ends. A server may also close an idle connection, so it is opened
 * again.
 */
function watch(host: string, port: number): void {
    // Its data must be read, or its end would not be noticed.
    const socket = connect({ host, port }).unref().resume();
    let refused = false;
    socket.on("error", () => (refused = true));
    socket.on("close", () => {
        if (refused) process.exit(1);
        watch(host, port);
    });
}
