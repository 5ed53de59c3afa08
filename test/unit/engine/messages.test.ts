import { expect } from "chai";
import { errorsOfFailed, warningsOf } from "../../../engine/messages";

const output = (...messages: string[]) => messages.map((message) => ({ message, severity: "info#err" }));

describe("messages of the engine", () => {
    it("the errors of a program that prints them as output are those of a failed command", () => {
        const printed = output(
            "\u001b[31mError\u001b[0m: Property descr does not exist on 'contactcenter:genesys:Role'\n\n",
            "  on Pulumi.yaml line 7:\n\n",
            "warning: a preview cannot know this [CC1215]\n",
        );
        const exit = {
            message: "an unhandled error occurred: program exited with non-zero exit code: 1\n",
            severity: "error",
        };
        for (const diagnostics of [printed, [...printed, exit]])
            expect(errorsOfFailed("preview", diagnostics, "")).to.deep.equal([
                {
                    message:
                        "Error: Property descr does not exist on 'contactcenter:genesys:Role'\n  on Pulumi.yaml line 7:",
                },
            ]);
    });

    it("errors that the engine reports come first, and a command that fails has at least one error", () => {
        const own = { urn: "urn:pulumi:a::b::c::d", message: "the group is refused\n", severity: "error" };
        expect(errorsOfFailed("up", [...output("noise"), own], "")).to.deep.equal([
            { urn: own.urn, message: "the group is refused" },
        ]);
        expect(errorsOfFailed("up", [], "error: no stack named 'x' found")[0]?.message).to.include(
            "no stack named 'x'",
        );
        expect(errorsOfFailed("up", [], "")[0]?.message).to.include("pulumi up failed");
    });

    it("warnings of both plugins count, those of the program do not", () => {
        const logged = (message: string) => ({ message, severity: "warning" });
        const text = "members of group: 1 member is removed [CC1212]";
        expect(warningsOf(output(`warning: ${text}\n`))).to.deep.equal([text]);
        expect(warningsOf([logged(`${text}\nIf this check is wrong, …`)])).to.deep.equal([text]);
        expect(warningsOf([logged(`warning: ${text}`)])).to.deep.equal([text]);
        expect(warningsOf([logged("of the program"), ...output("no warning: at all")])).to.deep.equal([]);
    });
});
