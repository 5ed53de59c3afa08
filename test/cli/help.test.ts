import { join } from "node:path";
import { expect } from "chai";
import { createLinter, loadTextlintrc } from "textlint";
import { allCommands } from "../../cli/failure";
import { contactCenterProgram } from "../../cli/program";
import { printedHelp } from "./help";

describe("the texts of the help", () => {
    it("follow the prose rules of the documents", async () => {
        const descriptor = await loadTextlintrc({ configFilePath: join(__dirname, "../../.textlintrc.json") });
        const linter = createLinter({ descriptor });
        const texts = allCommands(contactCenterProgram("1.2.3")).flatMap((command) => [
            command.description(),
            command.summary(),
            ...command.options.map(({ description }) => description),
            ...command.registeredArguments.map(({ description }) => description),
            // The meaning of each exit status.
            ...[...printedHelp(command).matchAll(/^ {2}\d[\d, ]* +(.+)$/gm)].map(([, meaning = ""]) => meaning),
        ]);
        // In backquotes, as in the documents: options and placeholders are names.
        const prose = texts.map((text) => text.replaceAll(/(--?[a-z][\w-]*|<[\w-]+>)/g, "`$1`")).join("\n\n");
        expect(texts.length).to.be.above(150);
        const { messages } = await linter.lintText(prose, "help.md");
        expect(messages.map(({ line, message }) => `${prose.split("\n")[line - 1]}: ${message}`)).to.deep.equal([]);
        expect((await linter.lintText("It is mended by hand.", "help.md")).messages).to.have.length(2);
    });
});
