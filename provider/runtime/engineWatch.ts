import { connect } from "node:net";

const interval = 5_000;
let watching = false;

/**
 * Ends this process when its engine is gone: a killed engine leaves its plugins behind, and a plugin that goes on
 * writes to a tenant that nobody records. The stock plugin is started with the engine's address as its last argument.
 */
export function watchEngine(argv: readonly string[] = process.argv, running: () => number = () => 0): void {
    const address = argv.at(-1)?.match(/^(127\.0\.0\.1|localhost|\[::1\]):([1-9]\d*)$/);
    if (watching || !address || !argv.some((argument) => argument.includes("dynamic-provider"))) return;
    watching = true;
    const [, host = "", port = ""] = address;
    const timer = setInterval(() => {
        const socket = connect({ host: host.replace(/[[\]]/g, ""), port: Number(port) });
        socket.on("connect", () => socket.destroy());
        socket.on("error", () => {
            // What is under way ends first, so that nothing is left half done.
            if (running() === 0) process.exit(0);
        });
    }, interval);
    timer.unref();
}
