import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { alterations, type FieldChange, objectKinds } from "../../simulator/fieldChanges";
import { type Switch, switches } from "../../simulator/switches";

/** `contact-center simulate`: a Genesys Cloud organisation to try things on, without an account. */
export const simulateCommand = () =>
    new Command("simulate")
        .description("run a simulated Genesys Cloud organisation on this machine (loopback only)")
        .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber(65_535), 0)
        .option("--seed <number>", "the same seed makes the same organisation", wholeNumber(1_000_000_000), 1)
        .option("--latency <ms>", "milliseconds that every answer takes", wholeNumber(60_000), 0)
        .option(
            "--tls <file>",
            "serve HTTPS, and write the certificate of this run to a file (PEM) for clients to trust",
        )
        .addOption(
            new Option("--switch <names...>", "behave as some organizations do (docs/simulator.md)").choices(
                Object.keys(switches) as Switch[],
            ),
        )
        .option("--field <changes...>", "change a field of answers, `group.visibility=absent`", fieldChange)
        .option("--conflict <calls...>", "refuse the first of equal requests with 409; `*` for every change")
        .option("--json", "print address and credentials as one line of JSON")
        .action(async (options) => (await import("./run.js")).simulate(options));

/** `<kind>.<path>=<change>`, one of several. */
function fieldChange(text: string, others: FieldChange[] = []): FieldChange[] {
    const [, kind, field = "", change] = /^(\w+)\.(.+)=(.+)$/.exec(text) ?? [];
    const of = objectKinds.find((one) => one === kind);
    const to = alterations.find((one) => one === change);
    if (of === undefined) throw new InvalidArgumentError(`Its object must be one of ${objectKinds.join(", ")}.`);
    if (to === undefined) throw new InvalidArgumentError(`Its change must be one of ${alterations.join(", ")}.`);
    return [...others, { of, field, to }];
}

function wholeNumber(most: number) {
    return (text: string): number => {
        const value = Number(text);
        if (!Number.isInteger(value) || value < 0 || value > most)
            throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
        return value;
    };
}
