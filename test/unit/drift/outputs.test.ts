import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { renderHtml } from "../../../cli/drift/html";
import { renderJunit } from "../../../cli/drift/junit";
import { renderMarkdown } from "../../../cli/drift/markdown";
import { renderSarif } from "../../../cli/drift/sarif";
import { renderTerminal } from "../../../cli/drift/terminal";
import { acme, hostile, sample, umbrella } from "./sample";
import { plainly, parsed, nodes, sarif, ajv, isSarif, elements } from "./readers";

describe("drift in the terminal", () => {
    it("has a sorted line for each entry, with who, the decision and how to accept it; the summary comes last", () => {
        const lines = renderTerminal([acme], plainly).split("\n");
        const starts = lines.filter((line) => line.startsWith("genesys."));
        expect(starts)
            .to.have.length(8)
            .and.deep.equal([...starts].sort());
        const line = (part: string) => lines.find((one) => one.includes(part)) ?? "";
        expect(line("routing:queue:add")).to.match(
            /changed +high .* by Anna Smith on 2026-11-20 {2}\[1a2b3c4d5e6f7a8b\]$/,
        );
        expect(line('"eMite test"')).to.match(/unmanaged {2}high .* \[9a0b7c1d-0000-4000-8000-0000000000aa\]$/);
        expect(line("conversationDetail")).to.match(/ {2}ignored until 2026-12-31: the vendor tests without it$/);
        expect(line("enabled")).to.match(/ {2}revert$/);
        expect(line("emite-role-holders")).to.match(/unchecked {2}Genesys Cloud refused/);
        const accepted = lines.indexOf(line("(EU)"));
        expect(lines.slice(accepted + 1, accepted + 3)).to.deep.equal([
            '    new genesys.Group("emite-access", {',
            '        description: "Access to eMite (EU)",',
        ]);
        expect(lines.slice(-3)).to.deep.equal([
            "expired decision 0f1e2d3c4b5a6978: ended on 2026-11-01; the finding is there again",
            "note: who changed it is not known for groups: the calling client lacks audits:audit:view",
            "22 resources: 16 in sync, 4 changed, 1 missing, 1 unchecked; 1 unmanaged",
        ]);
    });

    it("names each of several stacks, and says at the end what applies to all", () => {
        const text = renderTerminal(sample, plainly);
        expect(text.match(/^Stack .+/gm)).to.deep.equal(["Stack acme", "Stack umbrella", "Stack initech"]);
        expect(text).to.match(/\n3 stacks: 1 in sync, 1 failed; not decided: 3 high, 1 medium; 1 stale decision$/);
    });

    it("says the same with and without colors", () => {
        const colored = renderTerminal(sample, { colour: true });
        expect(colored).to.include("\u001b[31m");
        expect(stripVTControlCharacters(colored)).to.equal(renderTerminal(sample, plainly));
    });
});

describe("drift in Markdown", () => {
    it("shows stacks in which something was found, the worst first, and counts the others", () => {
        const text = renderMarkdown(sample);
        expect(text).to.include("3 stacks: 1 in sync").and.not.include("umbrella");
        expect(text.match(/<summary><code>\w+/g)).to.deep.equal(["<summary><code>initech", "<summary><code>acme"]);
        const tables = nodes(parsed(text)).flatMap((node) => (node.type === "table" ? [node.children.length] : []));
        expect(tables).to.deep.equal([3, 9]);
        expect(text).to.include('new genesys.Group("emite-access", {');
    });

    it("shows a stack without differences if a decision in it has no effect", () => {
        const text = renderMarkdown([{ ...umbrella, stale: acme.stale }]);
        expect(text).to.include("| 1 stale decision |").and.include("expired decision 0f1e2d3c4b5a6978");
    });

    it("has a command to copy for each undecided finding, and for no other", () => {
        const commands = (text: string) => text.match(/contact-center drift decide --stack \S+ [\w-]+/g);
        const expected = [
            "1a2b3c4d5e6f7a8b",
            "2b3c4d5e6f7a8b9c",
            "9a0b7c1d-0000-4000-8000-0000000000aa",
            "6f7a8b9c0d1e2f3a",
        ];
        for (const text of [renderMarkdown([acme]), renderHtml([acme])])
            expect(commands(text)).to.have.members(
                expected.map((key) => `contact-center drift decide --stack acme ${key}`),
            );
        // Characters that a shell would interpret in the name of a stack are quoted.
        expect(renderMarkdown([{ ...acme, stack: "a$(id)'b" }])).to.include(`--stack 'a$(id)'\\''b' 1a2b3c4d5e6f7a8b`);
    });

    it("marks in the picture what is not in sync", () => {
        const text = renderMarkdown([acme]);
        const marks = Array.from(text.matchAll(/\]:::(\w+)/g), ([, mark]) => mark);
        expect(marks).to.deep.equal(["low", "missing", "medium", "high", "high", "unchecked", "unmanaged"]);
        for (const mark of marks) expect(text).to.include(`classDef ${mark} `);
        expect(text).to.include('n3["genesys#46;OAuthClient<br>emite#95;SSO<br>changed#44; high"]');
    });

    it("is never longer than a comment may be, and says what is omitted", () => {
        for (const text of ["name", "<|`\\@".repeat(400), "🦊".repeat(3000)]) {
            const many = Array.from({ length: 300 }, () => hostile(acme, text));
            const comment = renderMarkdown(many);
            expect(comment.length).to.be.lessThan(60_000);
            expect(comment)
                .to.match(/200 more stacks not shown here/)
                .and.match(/details of \d+ stacks are left out/);
        }
    });
});

describe("drift as a page", () => {
    const page = renderHtml(sample);

    it("needs no other file, and lets only its own script run", () => {
        const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? "";
        const hash = createHash("sha256").update(script).digest("base64");
        const policy = page.replaceAll("&#39;", "'");
        expect(policy).to.include("default-src 'none';").and.include(`script-src 'sha256-${hash}';`);
        expect(page).not.to.match(/\s(src|srcset|action|on\w+)\s*=|url\(|@import|href="(?!#)/);
    });

    it("has a part for each stack, a row for each finding, and the picture also as a list", () => {
        expect(page.match(/<section /g)).to.have.length(3);
        expect(page.match(/<tr\s+role="row"\s+data-status/g)).to.have.length(8);
        expect(page).to.include("genesys.OAuthClient &quot;emite_SSO&quot;: changed, high");
        expect(page).to.include("Not decided since 2026-11-19: 1, 2, 2, 4, 2, 3, 4").and.include("(4 days)");
    });
});

describe("drift as SARIF", () => {
    const log = renderSarif(sample);

    it("is valid against the standard's schema", () => {
        expect(isSarif(JSON.parse(log)), ajv.errorsText(isSarif.errors)).to.equal(true);
        expect(isSarif({ version: "2.1.0", runs: [{}] })).to.equal(false);
    });

    it("has a result for each finding, suppressed if it was decided, with its rule and its location", () => {
        const { results = [], tool } = sarif(log);
        const found = results.map((one) => `${one.level} ${one.ruleId}${one.suppressions ? " suppressed" : ""}`);
        expect(found.sort()).to.deep.equal([
            "error client-redirect-added",
            "error role-permission-added",
            "error unmanaged-client-same-role",
            "note decision-expired",
            "note other suppressed",
            "warning disabled suppressed",
            "warning less-access suppressed",
            "warning missing",
        ]);
        for (const { ruleId, ruleIndex = -1, locations, partialFingerprints } of results) {
            expect(tool.driver.rules?.[ruleIndex]?.id).to.equal(ruleId);
            expect(locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.equal("Pulumi.acme.yaml");
            expect(partialFingerprints).to.have.property("primaryLocationLineHash");
        }
    });

    it("says which stacks failed, and what was not read", () => {
        const { invocations = [] } = sarif(log);
        expect(invocations.map(({ executionSuccessful }) => executionSuccessful)).to.deep.equal([true, true, false]);
        expect(invocations[0]?.toolExecutionNotifications?.map(({ level }) => level)).to.deep.equal([
            "warning",
            "note",
        ]);
        expect(invocations[2]?.toolExecutionNotifications?.[0]?.message.text).to.include("401 invalid_client");
    });
});

describe("drift as JUnit", () => {
    it("has a case for each object that is not in sync: failed, or skipped if decided or unchecked; and counts right", () => {
        const all = elements(renderJunit(sample));
        const named = (name: string) => all.filter((one) => one.name === name);
        expect(named("testsuite").map(({ attributes }) => attributes["name"])).to.deep.equal([
            "acme",
            "umbrella",
            "initech",
        ]);
        expect(named("testcase").map(({ attributes }) => attributes["name"])).to.include.members([
            "eMite test (unmanaged)",
            "0f1e2d3c4b5a6978",
            "16 in sync",
            "22 in sync",
            "review",
        ]);
        const counts = { tests: "testcase", failures: "failure", errors: "error", skipped: "skipped" };
        for (const [count, name] of Object.entries(counts))
            expect(named("testsuites")[0]?.attributes[count], count).to.equal(String(named(name).length));
        expect(named("failure").map(({ attributes }) => attributes["type"])).to.include("high role-permission-added");
    });

    it("fails for an expired decision, and not for one whose finding is gone", () => {
        const ofKind = (kind: "expired" | "superfluous") =>
            elements(renderJunit([{ ...umbrella, stale: [{ kind, of: "f", words: "w" }] }])).map(({ name }) => name);
        expect(ofKind("expired")).to.include("failure").and.not.include("skipped");
        expect(ofKind("superfluous")).to.include("skipped").and.not.include("failure");
    });
});
