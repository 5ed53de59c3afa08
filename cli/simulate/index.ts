import { Command, InvalidArgumentError } from "@commander-js/extra-typings";

/** `contact-center simulate`: a Genesys Cloud organisation to try things on, without an account. */
export const simulateCommand = () =>
    new Command("simulate")
        .description("run a simulated Genesys Cloud organisation on this machine (loopback only)")
        .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber(65_535), 0)
        .option("--seed <number>", "the same seed makes the same organisation", wholeNumber(1_000_000_000), 1)
        .option("--latency <ms>", "milliseconds that every answer takes", wholeNumber(60_000), 0)
        .option("--json", "print address and credentials as one line of JSON")
        .action(async (options) => (await import("./run.js")).simulate(options));

function wholeNumber(most: number) {
    return (text: string): number => {
        const value = Number(text);
        if (!Number.isInteger(value) || value < 0 || value > most)
            throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
        return value;
    };
}
