import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { renderForm } from "../../../cli/handover/form";
import { LinePrinter, print, printData, printError, printStyled } from "../../../cli/print";
import { status } from "../../../cli/webex/status";
import { UserError } from "../../../provider/transport/errors";
import { say } from "../../../provider/core/say";
import { outputOf, printedDuring } from "../../printed";
import { attacks } from "../drift/attacks";
import { nodes, parsed } from "../drift/readers";

/** Control characters of a terminal. */
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/u;

/** Commands to the CI systems, each of which would have an effect somewhere. */
const orders = [
    "::add-mask::drift",
    "  ::error file=a.ts::b",
    "\u00a0::stop-commands::x",
    "genesys.Role ##[group]x",
    "##vso[task.setvariable variable=x]y",
    "\u001b[0Ksection_start:1700000000:x[collapsed=true]\r\u001b[0Kx",
    "one\r::warning::x",
];

/**
 * The commands that GitHub's runner finds in a log: `::name …::` at a line's start, `##[name …]` anywhere; and the
 * section markers of GitLab's.
 */
const commandsIn = (log: string): string[] =>
    log
        .split(/\r\n|\r|\n/)
        .flatMap((line) => [...(/^\s*::[^:]*::.*/.exec(line) ?? []), ...(/##(vso)?\[.*/.exec(line) ?? [])])
        .concat(log.match(/section_(start|end):\d+:\S*\r/g) ?? []);

async function onGitHub<T>(work: () => Promise<T>): Promise<T> {
    const before = process.env["GITHUB_ACTIONS"];
    process.env["GITHUB_ACTIONS"] = "true";
    try {
        return await work();
    } finally {
        if (before === undefined) delete process.env["GITHUB_ACTIONS"];
        else process.env["GITHUB_ACTIONS"] = before;
    }
}

describe("what a command prints", () => {
    const everyWay = (text: string) => () => {
        print(text);
        printError(new UserError(undefined, text).message);
        printStyled(text);
        printData(JSON.stringify({ text }));
        const engine = new LinePrinter();
        // A chunk may end anywhere.
        for (const character of text) engine.add(character, "stdout");
        engine.end();
    };

    it("has nothing that a terminal obeys, and no command to a CI system, whatever the names are", async () => {
        for (const text of [...attacks, ...orders]) {
            const { log } = await outputOf(everyWay(text));
            expect(log).not.to.match(obeyed);
            expect(commandsIn(log), text).to.deep.equal([]);
        }
    });

    it("is the text itself if it is harmless, with its lines and tabs", async () => {
        const text = "a::b::c\td ## [x] ::1\nÄ 很 👩‍👩‍👧";
        expect((await outputOf(() => print(text))).stdout).to.equal(`${text}\n`);
        expect((await outputOf(() => printError("a\r\nb\n"))).stderr).to.equal("a\nb\n");
    });

    it("keeps the value of JSON", async () => {
        for (const text of [...attacks, ...orders, "\u{1fffe}"]) {
            const { stdout } = await outputOf(() => printData(JSON.stringify([text])));
            expect(JSON.parse(stdout)).to.deep.equal([text]);
        }
    });

    it("on GitHub is between stop-commands and its random token, unless programs read it", async () => {
        const run = () => onGitHub(() => outputOf(everyWay("x")));
        const [first, second] = [await run(), await run()];
        const [, token = ""] = /^::stop-commands::(\S{30,})\n/.exec(first.log) ?? [];
        expect(first.log.endsWith(`\n::${token}::\n`), first.log).to.equal(true);
        expect(commandsIn(first.log)).to.have.length(2);
        expect(second.log).not.to.include(token);
        const data = await onGitHub(() => outputOf(() => printData("{}")));
        expect(data.log).to.equal("{}\n");
    });

    it("on the provider's side is text too", async () => {
        for (const text of [...attacks, ...orders]) {
            const printed = await printedDuring(async () => say(`note: group "${text}"`));
            expect(printed).not.to.match(obeyed);
            expect(commandsIn(printed), text).to.deep.equal([]);
        }
    });

    it("of a status file is text", async () => {
        const folder = mkdtempSync(join(tmpdir(), "status-"));
        const file = join(folder, "status.csv");
        writeFileSync(file, `email,status,statusMessage\na@acme.com,FAILED,"\u001b[2J##[group]\u202e"\n`);
        try {
            const { stdout } = await outputOf(() => status(file, { succeeded: [] }));
            expect(stdout).to.equal("1\tFAILED\t\\u001b[2J#\\u0023[group]\\u202e\n1 user\n");
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
});

describe("a handover form", () => {
    const form = (text: string) => ({
        organization: text,
        sections: [{ title: "Generic", rows: [{ label: "Application Redirect URL", value: text }] }],
        notes: ["an administrator must approve it."],
        checks: [{ object: `OAuth client "${text}"`, problem: `redirectUris lacks ${text}` }],
    });

    it("is text in Markdown: a heading, an image or a link in a redirect URL is shown as it is", () => {
        const shape = (text: string) =>
            nodes(parsed(renderForm(form(text), "markdown", false, undefined)))
                .map(({ type }) => type)
                .filter((type) => type !== "text" && type !== "inlineCode");
        for (const text of attacks) {
            expect(shape(text), text).to.deep.equal(shape("https://acme.example"));
            expect(renderForm(form(text), "html", false, undefined)).not.to.match(obeyed);
        }
        const long = `https://acme.example/${"a".repeat(2000)}`;
        expect(renderForm(form(long), "markdown", false, undefined)).to.include(`\`${long}\``);
    });
});
