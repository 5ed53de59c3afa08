import { expect } from "chai";
import { allCommands } from "../../../cli/failure";
import { contactCenterProgram } from "../../../cli/program";
import { pathOf, printedHelp } from "../../cli/help";
import { shellCommands } from "../../package/commands";

const commands = () => allCommands(contactCenterProgram("1.2.3"));
const examplesIn = (help: string): string[][] => shellCommands(/^Examples?:\n((?: {2}.+\n?)+)/m.exec(help)?.[1] ?? "");

/** Parses the words of a command line as the program does, and runs no action. Returns the command. */
async function parsed(words: readonly string[]): Promise<string> {
    const program = contactCenterProgram("1.2.3");
    let path = "";
    for (const command of allCommands(program)) {
        command.exitOverride().configureOutput({ writeErr: () => undefined });
        if (command.commands.length === 0 || command.name() === "drift")
            command.action(() => void (path = pathOf(command)));
    }
    await program.parseAsync(
        words.map((word) => word.replace(/^(["'])(.*)\1$/, "$2")),
        { from: "user" },
    );
    return path;
}

describe("the help of the command line", () => {
    it("lists every command in one of four groups, with a one-line summary", () => {
        const help = printedHelp(contactCenterProgram("1.2.3"));
        const groups = [...help.matchAll(/^(\w+):\n((?: {2}[a-z].*\n)+)/gm)].map(([, heading, lines = ""]) => [
            heading,
            ...[...lines.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, name]) => name),
        ]);
        expect(groups.filter(([heading]) => !heading?.startsWith("Example"))).to.deep.equal([
            ["Develop", "init", "tenant", "try", "simulate", "preflight"],
            ["Review", "adopt", "drift", "conformance"],
            ["Operate", "ci", "fleet", "handover", "migrate"],
            ["Products", "eleveo", "imagicle", "webex"],
            ["Help", "completion", "help"],
        ]);
    });

    for (const command of commands()) {
        const help = printedHelp(command);
        const name = pathOf(command);

        it(`of ${name} fits a screen of 40 lines and 80 columns`, () => {
            expect(help.split("\n").length, help).to.be.at.most(40);
            expect(help.split("\n").filter((line) => line.length > 80)).to.deep.equal([]);
        });

        it(`of ${name} has an example that parses`, async () => {
            const examples = examplesIn(help);
            expect(examples, help).not.to.deep.equal([]);
            for (const [program, ...words] of examples) {
                expect(program).to.equal("contact-center");
                if (words.includes("--help")) continue;
                expect(await parsed(words), words.join(" ")).to.match(new RegExp(`^${name}( |$)`));
            }
        });
    }

    it("fails with an example that does not parse", async () => {
        const failure = (line: string) =>
            parsed(line.split(" ")).then(
                () => undefined,
                (error: Error) => error.message,
            );
        expect(await failure("drift --al")).to.include("unknown option '--al'");
        expect(await failure("conformance --product genesis")).to.include("Allowed choices");
        expect(await failure("webex convert x.csv -o y.csv")).to.include("required option '--domain <domain>'");
    });
});
