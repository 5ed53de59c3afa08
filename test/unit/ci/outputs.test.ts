import { expect } from "chai";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { changesOf, type Outcome, outcomeOf } from "../../../cli/ci/plan";
import type { Previewed, RolledOut } from "../../../cli/ci/results";
import { renderForkComment, renderPreviewComment } from "../../../cli/ci/previewComment";
import { renderRollout, rolloutLines } from "../../../cli/ci/rollout";
import { previewLine } from "../../../cli/ci/format";
import { errorsOf } from "../../../engine/messages";
import { attacks } from "../drift/attacks";
import { acme, hostile } from "../drift/sample";

const parsed = (text: string) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const nodes = (node: Nodes): Nodes[] => [node, ...("children" in node ? node.children.flatMap(nodes) : [])];
const shape = (node: Nodes): string => {
    if (["text", "inlineCode"].includes(node.type)) return "";
    const inner = "children" in node ? node.children.map(shape).filter(Boolean).join(" ") : "";
    return `${node.type}(${inner})`;
};

const tenant = (stack: string, canary = false) => ({ stack, folder: "/repo", canary, stackFile: "/repo/x" });
const plan = (text: string, failed: boolean): Outcome => ({
    failed,
    changes: changesOf([
        {
            op: "update",
            urn: `urn:pulumi:a::p::pulumi-nodejs:dynamic/genesys:Role::${text}`,
            type: "pulumi-nodejs:dynamic/genesys:Role",
            old: { custom: true, inputs: { name: text, description: "old", permissions: { a: true } } },
            new: { custom: true, inputs: { name: text, description: text, permissions: { b: true } } },
        },
    ]),
    problems: failed ? [text] : [],
    advice: [text],
    warnings: [text],
});
const previews = (text: string): Previewed[] => [
    { tenant: tenant(text, true), shared: true, plan: plan(text, false), review: hostile(acme, text) },
    { tenant: tenant(text), shared: false, plan: plan(text, true), review: { stack: text, at: text, error: text } },
];
const rolled = (text: string): RolledOut[] => [
    { tenant: tenant(text, true), why: text, outcome: plan(text, false) },
    { tenant: tenant(text), why: text, outcome: plan(text, true) },
    { tenant: tenant(text), why: text },
];
const comments: Record<string, (text: string) => string> = {
    "a preview": (text) =>
        renderPreviewComment(previews(text), { fleet: 9, gone: [text], guards: [`guard rails of ${text}: none`] }),
    "a roll-out": (text) => renderRollout(rolled(text), 9),
    "a fork": (text) => renderForkComment([text, text]),
};

describe("the comment on", () => {
    for (const [title, comment] of Object.entries(comments)) {
        it(`${title} has the same tables whatever the names are, and no link, element or mention of others`, () => {
            /** Of a comment with harmless names, by their number of lines. */
            const shapes: Record<number, string> = {};
            for (const attack of attacks) {
                const tree = parsed(comment(attack));
                const lines = attack.split(/\r?\n|\r/).length;
                // An error keeps its lines, in a block of code, which has no children.
                const harmless = (shapes[lines] ??= shape(parsed(comment("x\n".repeat(lines).trim()))));
                expect(shape(tree), JSON.stringify(attack)).to.equal(harmless);
                for (const node of nodes(tree)) {
                    if (node.type === "text") expect(node.value).not.to.match(/[@#<>[\]]|:\/\/|www\./);
                    if (node.type === "html")
                        expect(node.value).to.match(
                            /^<details>\n<summary><code>[^<>]*<\/code> [\w:;, ]+<\/summary>$|^<\/details>$|^<!-- contact-center: preview -->$/,
                        );
                }
            }
        });

        it(`${title} of a thousand tenants fits into one, and says what it omits`, () => {
            const long = "a".repeat(150);
            const many = {
                "a preview": () =>
                    renderPreviewComment(Array.from({ length: 500 }, () => previews(long)).flat(), {
                        fleet: 1000,
                        gone: [],
                        guards: [],
                    }),
                "a roll-out": () => renderRollout(Array.from({ length: 400 }, () => rolled(long)).flat(), 1200),
                "a fork": () => renderForkComment(Array.from({ length: 1000 }, () => long)),
            }[title];
            const text = many?.() ?? "";
            expect(text.length).to.be.within(1_000, 60_000);
            expect(text).to.match(/not shown here|, …/);
        });
    }

    it("a preview shows what people lose by it before the plan, and each warning of the provider once", () => {
        const step = (op: string, name: string, old: object, next?: object) => ({
            op,
            urn: `urn:pulumi:a::p::pulumi-nodejs:dynamic/genesys:OAuthClient::${name}`,
            type: "pulumi-nodejs:dynamic/genesys:OAuthClient",
            old: { custom: true, inputs: { name, ...old } },
            ...(next && { new: { custom: true, inputs: { name, ...next } } }),
        });
        const renewed = "its secret is renewed, and the old one stops working at once";
        const outcome = outcomeOf({
            failed: false,
            steps: [step("update", "emite_SSO", { rotation: "1" }, { rotation: "2" }), step("delete", "Old", {})],
            errors: [],
            warnings: [`OAuth client "emite_SSO": ${renewed}`, 'OAuth client "New": it is adopted'],
            violations: [],
        });
        const lost = 'genesys.OAuthClient "Old": everything that logs in with it stops working';
        const told = [lost, `genesys.OAuthClient "emite_SSO": ${renewed}`, 'OAuth client "New": it is adopted'];
        const one = { tenant: tenant("acme"), shared: false, plan: outcome, review: acme };
        const comment = renderPreviewComment([one], { fleet: 1, gone: [], guards: [] });
        expect(comment).to.include(`Consequences and warnings:\n\n\`\`\`\n${told.join("\n")}\n\`\`\`\n\nPlan:`);
        for (const line of told) expect(previewLine(one)).to.include(`    ${line}`);
    });

    it("a preview shows whole errors, with tabs as spaces and without the engine's own noise", () => {
        const long = `permissions: ${"x".repeat(900)} does not exist; did you mean "routing:queue:view"?`;
        const text = `eMite has 2 problems:\n\t* ${long}`;
        const events = ["context canceled", "preview failed", text].map((message) => ({ severity: "error", message }));
        const errors = errorsOf(events).map(({ message }) => message);
        expect(errors).to.deep.equal([text]);
        const failing = { ...plan("x", true), problems: errors };
        const one = { tenant: tenant("acme"), shared: false, plan: failing, review: acme };
        expect(renderPreviewComment([one], { fleet: 1, gone: [], guards: [] })).to.include(`\n    * ${long}\n`);
    });

    it("a roll-out shows whole errors and changes", () => {
        const done = { tenant: tenant("acme"), why: "w", outcome: plan("eMite", true) };
        const comment = renderRollout([done], 1);
        expect(comment).to.include("```\neMite\n```").and.include("    permissions: + b\n");
    });

    it("a preview says of secrets only that they change", () => {
        const inputs = { name: "eMite", clientSecret: "[secret]" };
        const step = {
            op: "update",
            urn: "urn:pulumi:a::p::pulumi-nodejs:dynamic/eleveo:IdentityProvider::login",
            type: "pulumi-nodejs:dynamic/eleveo:IdentityProvider",
            old: { custom: true, inputs },
            new: { custom: true, inputs },
            diffs: ["clientSecret"],
        };
        expect(changesOf([step])[0]?.differences).to.deep.equal(["clientSecret: [secret] -> [secret]"]);
    });
});

describe("a plan", () => {
    it("shows the names of the stack's objects, and those that the provider named, before their ids", () => {
        const type = (name: string) => `pulumi-nodejs:dynamic/genesys:${name}`;
        const [group, user] = ["7e3f1f76-5358-4a1f-a735-8b78f3f27d52", "e5330000-5358-4a1f-a735-8b78f3f27d52"];
        const step = (op: string, name: string, state: object, old = state) => ({
            op,
            urn: `urn:pulumi:a::p::${type(name)}::one`,
            type: type(name),
            old: { custom: true, inputs: {}, ...old },
            new: { custom: true, inputs: {}, ...state },
            diffs: ["groups", "members"],
        });
        const groups = (...ids: string[]) => ({
            inputs: { name: "App", groups: Object.fromEntries(ids.map((id) => [id, true])) },
        });
        const members = (...ids: string[]) => ({
            id: group,
            inputs: { group, members: Object.fromEntries(ids.map((id) => [id, true])) },
        });
        const { changes } = outcomeOf({
            failed: false,
            steps: [
                step("same", "Group", { id: group, inputs: { name: "emite_Access" } }),
                step("update", "ClientApp", groups(group), groups()),
                step("update", "GroupMembership", members(), members(user)),
            ],
            errors: [],
            warnings: [`warning: members: 1 member is removed from the group: "anna.smith@acme.example (${user})"`],
            violations: [],
        });
        const all = changes.flatMap(({ differences }) => differences);
        expect(all).to.deep.equal([
            `groups: + emite_Access (${group})`,
            `members: - anna.smith@acme.example (${user})`,
        ]);
    });

    it("is sorted, shows a replacement once, and neither components nor providers", () => {
        const step = (op: string, type: string, custom = true) => ({
            op,
            urn: `urn:pulumi:a::p::${type}::one`,
            type,
            new: { custom, inputs: { name: "One" } },
        });
        const group = "pulumi-nodejs:dynamic/genesys:Group";
        const steps = [
            step("create", "pulumi:pulumi:Stack"),
            step("create", "pulumi:providers:pulumi-nodejs"),
            step("create", "contactcenter:emite:Integration", false),
            step("same", group),
            step("delete-replaced", group),
            step("replace", group),
            step("create-replacement", group),
            step("delete", "random:index/randomPassword:RandomPassword"),
        ].reverse();
        expect(changesOf(steps).map(({ op, object }) => `${op} ${object}`)).to.deep.equal([
            'replace genesys.Group "One"',
            'delete random:index/randomPassword:RandomPassword "one"',
        ]);
    });
});

describe("the lines of", () => {
    it("a preview and a roll-out have nothing that a terminal obeys", () => {
        for (const attack of attacks) {
            const lines = [...previews(attack).map(previewLine), ...rolloutLines(rolled(attack), 9)].join("\n");
            expect(lines).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/); // oxlint-disable-line no-control-regex
        }
    });
});
