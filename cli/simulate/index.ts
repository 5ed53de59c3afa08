import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { helpEnd } from "../options";
import { alterations, type FieldChange, objectKinds } from "../../simulator/fieldChanges";
import { type Switch, switches } from "../../simulator/switches";
import { coded } from "../../provider/transport/message";

/** `contact-center simulate`: a Genesys Cloud organization without an account. */
export const simulateCommand = () =>
    new Command("simulate")
        .description("Run a simulated Genesys Cloud organization on this machine (loopback only).")
        .summary("run a simulated Genesys Cloud organization")
        .option("--port <number>", "port to listen on; 0 uses a free one", wholeNumber(65_535), 0)
        .option(
            "--seed <number>",
            "seed of the organization: the same seed, the same organization",
            wholeNumber(1_000_000_000),
            1,
        )
        .option("--latency <ms>", "delay of every answer in milliseconds", wholeNumber(60_000), 0)
        .option("--tls <file>", "serve HTTPS, and write the certificate of this run (PEM), which clients must trust")
        .addOption(
            new Option("--switch <names...>", "imitate other organizations (docs/simulator.md)").choices(
                Object.keys(switches) as Switch[],
            ),
        )
        .option("--field <changes...>", "change a field of answers, such as group.visibility=absent", fieldChange)
        .option("--conflict <calls...>", "refuse the first of equal requests with 409; * for every change")
        .option("--json", "print the address and credentials as one line of JSON")
        .addHelpText("after", helpEnd(["simulate --port 8080 --seed 7"]))
        .action(async (options) => (await import("./run.js")).simulate(options));

/** `<kind>.<path>=<change>`, one of several. */
function fieldChange(text: string, others: FieldChange[] = []): FieldChange[] {
    const [, kind, field = "", change] = /^(\w+)\.(.+)=(.+)$/.exec(text) ?? [];
    const of = objectKinds.find((one) => one === kind);
    const to = alterations.find((one) => one === change);
    if (of === undefined)
        throw new InvalidArgumentError(coded("CC7081", `The object must be one of ${objectKinds.join(", ")}.`));
    if (to === undefined)
        throw new InvalidArgumentError(coded("CC7082", `The change must be one of ${alterations.join(", ")}.`));
    return [...others, { of, field, to }];
}

function wholeNumber(most: number) {
    return (text: string): number => {
        const value = Number(text);
        if (!Number.isInteger(value) || value < 0 || value > most)
            throw new InvalidArgumentError(coded("CC7083", `It must be a whole number from 0 to ${most}.`));
        return value;
    };
}
