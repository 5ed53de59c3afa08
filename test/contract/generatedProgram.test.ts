import { compileFunction } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { anyCharacter } from "../characters";
import type { JsonValue } from "../../provider/core/schema";
import type { Declared, Lookup, Program, Value } from "../../cli/adopt/generate/program";
import { writeProgram } from "../../cli/adopt/generate/typescript";

// Programs of any kind: hostile texts, references only to existing objects, and no circle.

const nasty = [
    ..."\"'`\\\n\r\t\0\u2028\u2029\u202e\ufeff\u200d\ud800\udfff\u00a0 ",
    ...[
        "${",
        "*/",
        "/*",
        "//",
        "</",
        "@ts-",
        "\u{1f4de}",
        "\u{1f44d}\u{1f3fd}",
        "\u{20bb7}",
        "ü",
        "東京",
        "e\u0301",
        "1",
        "a",
    ],
];
const hostile = fc.oneof(
    fc.array(fc.constantFrom(...nasty), { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string({ unit: anyCharacter, maxLength: 12 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom("__proto__", "constructor", "toString", "emite", "await", "undefined", "default"),
    fc.constantFrom("@ts-expect-error", "use strict", "ⸯ", "über", "Sales Agents"),
);
const key = fc.oneof(hostile, fc.stringMatching(/^[a-z]{1,12}$/));
const leaf = fc.oneof(
    hostile,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.boolean(),
    fc.constant(null),
);
const { json, value } = fc.letrec<{ json: JsonValue; value: Value }>((tie) => ({
    json: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        leaf,
        fc.array(tie("json"), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie("json")), { maxLength: 3 }).map(Object.fromEntries<JsonValue>),
    ),
    value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        fc.record({ kind: fc.constant("json" as const), value: tie("json") }),
        // Its references are set when the program is known.
        fc.record({
            kind: fc.constantFrom("output" as const, "lookup" as const),
            of: fc.nat().map(String),
            property: fc.constantFrom("id", "name", "clientIds"),
        }),
        fc.record({ kind: fc.constant("list" as const), items: fc.array(tie("value"), { maxLength: 3 }) }),
        fc.record({
            kind: fc.constant("object" as const),
            properties: fc.uniqueArray(fc.tuple(key, tie("value")), { maxLength: 3, selector: ([name]) => name }),
        }),
    ),
}));

/** References to some of the first resources, and to any lookup; a literal value if there is none. */
function settled(given: Value, resources: readonly Declared[], lookups: readonly Lookup[]): Value {
    const inner = (one: Value) => settled(one, resources, lookups);
    if (given.kind === "json" || given.kind === "code") return given;
    if (given.kind === "list") return { kind: "list", items: given.items.map(inner) };
    if (given.kind === "object")
        return { kind: "object", properties: given.properties.map(([name, one]) => [name, inner(one)]) };
    const targets = given.kind === "output" ? resources : lookups;
    const target = targets[Number(given.of) % targets.length];
    return target === undefined ? { kind: "json", value: given.of } : { ...given, of: target.key };
}

const declared = fc.record({
    class: fc.constantFrom("genesys.Role", "genesys.Group", "emite.Integration"),
    name: hostile,
    args: value,
});
const lookup = fc.record({
    function: fc.constantFrom("genesys.division", "genesys.role"),
    args: fc.array(json, { maxLength: 3 }),
    suggestion: hostile,
});
const program: fc.Arbitrary<Program> = fc
    .record({
        comment: fc.oneof(
            hostile,
            fc.lorem({ maxCount: 60 }),
            fc.array(hostile).map((lines) => lines.join(" ")),
        ),
        lookups: fc.array(lookup, { maxLength: 3 }),
        resources: fc.array(declared, { maxLength: 4 }),
        outputs: fc.uniqueArray(fc.tuple(key, value), { maxLength: 3, selector: ([name]) => name }),
        shuffled: fc.boolean(),
    })
    .map(({ comment, outputs, shuffled, ...given }) => {
        const lookups = given.lookups.map((one, index) => ({ ...one, key: `key ${index}` }));
        const resources: Declared[] = [];
        for (const [index, { args, ...rest }] of given.resources.entries())
            resources.push({ ...rest, key: `key ${index}`, args: settled(args, resources, lookups) });
        return {
            comment,
            lookups,
            resources: shuffled ? resources.toReversed() : resources,
            outputs: outputs.map(([name, one]) => [name, settled(one, resources, lookups)]),
        };
    });

// What a program does.

interface Call {
    path: string;
    args: unknown[];
}
/** A property of a call's result. */
class Property {
    constructor(
        readonly call: Call,
        readonly name: string,
    ) {}
}

async function run(text: string): Promise<{ made: Call[]; asked: Call[]; outputs: unknown }> {
    const [made, asked]: Call[][] = [[], []];
    const properties = (call: Call) =>
        new Proxy({}, { get: (_target, name) => (name === "then" ? undefined : new Property(call, String(name))) });
    const member = (path: string) =>
        function (...args: unknown[]) {
            const call = { path, args };
            (new.target ? made! : asked!).push(call);
            return new.target ? properties(call) : Promise.resolve(properties(call));
        };
    const namespace = (name: string) => new Proxy({}, { get: (_target, key) => member(`${name}.${String(key)}`) });
    const sdk = { genesys: namespace("genesys"), emite: namespace("emite") };
    const { outputText, diagnostics } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, strict: true },
    });
    expect(diagnostics, text).to.deep.equal([]);
    const main: { exports: unknown } = { exports: {} };
    compileFunction(outputText, ["require", "module", "exports"])(() => sdk, main, main.exports);
    const outputs: unknown = typeof main.exports === "function" ? await main.exports() : undefined;
    return { made: made!, asked: asked!, outputs };
}

/** A value as text in which every relevant difference shows, including the order of keys. */
function told(one: unknown): string {
    if (one instanceof Property) return `${one.call.path}(${one.call.args.map(told).join()}).${one.name}`;
    if (Array.isArray(one)) return `[${one.map(told).join()}]`;
    if (typeof one !== "object" || one === null) return Object.is(one, -0) ? "-0" : (JSON.stringify(one) ?? "nothing");
    expect(Object.getPrototypeOf(one)).to.equal(Object.prototype);
    return `{${Object.entries(one)
        .map((entry) => told(entry))
        .join()}}`;
}

/** What the model says that the program does. */
function meant({ lookups, resources, outputs }: Program) {
    const calls = new Map<unknown, Call>();
    const used = new Set<Call>();
    const plain = (one: Value): unknown => {
        if (one.kind === "json") return one.value;
        if (one.kind === "code") throw new Error("no program here has code");
        if (one.kind === "list") return one.items.map(plain);
        if (one.kind === "object") return Object.fromEntries(one.properties.map(([name, item]) => [name, plain(item)]));
        if (one.kind === "output")
            return new Property(made(resources.find(({ key }) => key === one.of)!), one.property);
        const { function: path, args } = lookups.find(({ key }) => key === one.of)!;
        const call = calls.get(one.of) ?? { path, args };
        calls.set(one.of, call);
        used.add(call);
        return new Property(call, one.property);
    };
    const made = (one: Declared): Call => {
        return { path: one.class, args: [one.name, plain(one.args)] };
    };
    const all = { made: resources.map(made), outputs: outputs.map(([name, one]) => [name, plain(one)] as const) };
    return { ...all, asked: [...used], outputs: outputs.length > 0 ? Object.fromEntries(all.outputs) : undefined };
}

// Programs as tenants produce them: texts without quotes, and objects in lists only if the product has them.

const words = fc
    .array(fc.stringMatching(/^[A-Za-z0-9:_-]{1,14}$/), { minLength: 1, maxLength: 9 })
    .map((all) => all.join(" "));
const usualKey = fc.stringMatching(/^[a-z][A-Za-z]{1,14}$/);
const { usual } = fc.letrec<{ usual: Value; members: Value }>((tie) => ({
    usual: fc.oneof(
        fc.oneof(words, fc.boolean(), fc.nat()).map((one): Value => ({ kind: "json", value: one })),
        fc.array(words, { maxLength: 12 }).map((all): Value => ({ kind: "json", value: all })),
        fc.record({ kind: fc.constant("lookup" as const), of: fc.nat().map(String), property: fc.constant("id") }),
        tie("members"),
        fc.record({ kind: fc.constant("list" as const), items: fc.array(tie("members"), { maxLength: 3 }) }),
    ),
    members: fc.record({
        kind: fc.constant("object" as const),
        properties: fc.uniqueArray(fc.tuple(usualKey, tie("usual")), {
            minLength: 1,
            maxLength: 4,
            selector: ([name]) => name,
        }),
    }),
}));
const usualProgram = fc
    .record({
        comment: fc.lorem({ maxCount: 60 }),
        lookups: fc.array(lookup, { minLength: 1, maxLength: 3 }),
        args: fc.array(usual, { maxLength: 4 }),
    })
    .map(({ comment, lookups, args }): Program => {
        const all = lookups.map((one, index) => ({ ...one, args: [`Sales ${index}`], key: String(index) }));
        const resources = args.map((one, index) => ({
            ...role(`role-${index}`, { kind: "object", properties: [["args", settled(one, [], all)]] }),
            key: String(index),
        }));
        return {
            comment,
            lookups: all,
            resources,
            outputs: [["id", idOf("0")]].slice(0, resources.length) as Program["outputs"],
        };
    });

const sorted = (calls: Call[]) => calls.map((call) => told([call.path, call.args])).sort();
const role = (name: string, args: Value, more: Partial<Declared> = {}): Declared => ({
    key: name,
    class: "genesys.Role",
    name,
    args,
    ...more,
});
const text = (value: JsonValue): Value => ({ kind: "json", value });
const idOf = (of: string): Value => ({ kind: "output", of, property: "id" });
const written = (more: Partial<Program>) =>
    writeProgram({ comment: "", lookups: [], resources: [], outputs: [], ...more });
const declares = (given: string) => [...given.matchAll(/const (\w+) =/g)].map(([, name]) => name);
const every = (numRuns: number, holds: (given: Program) => Promise<void> | void) =>
    fc.assert(
        fc.asyncProperty(program, async (given) => holds(given)),
        { numRuns },
    );

describe("A generated program", () => {
    it("does what its model says, whatever the texts in it", () =>
        every(60, async (given) => {
            const [does, says] = [await run(writeProgram(given)), meant(given)];
            expect(sorted(does.made)).to.deep.equal(sorted(says.made));
            expect(sorted(does.asked)).to.deep.equal(sorted(says.asked));
            expect(told(does.outputs)).to.equal(told(says.outputs));
        }));

    it("is formatted as Prettier would format it, if its texts are ordinary", async () => {
        const options = { ...(await resolveConfig(__filename)), parser: "typescript" };
        await fc.assert(
            fc.asyncProperty(usualProgram, async (given) => {
                const result = writeProgram(given);
                expect(result).to.equal(await format(result, options));
            }),
            { numRuns: 50 },
        );
    });

    it("is the same text for the same model", () =>
        every(20, (given) => expect(writeProgram(structuredClone(given))).to.equal(writeProgram(given)) && undefined));

    it("compiles under strict and noUnusedLocals", () => {
        const files = new Map(fc.sample(program, 40).map((one, index) => [`/${index}.ts`, writeProgram(one)]));
        const made =
            "constructor(name: string, args: unknown, options?: unknown); readonly id: 1; name: 1; clientIds: 1;";
        const finds = "(...args: unknown[]): Promise<{ id: 1; name: 1; clientIds: 1 }>;";
        files.set(
            "/sdk.d.ts",
            `declare module "pulumi-contact-center" {
                namespace genesys { class Role { ${made} } class Group { ${made} } function division${finds} function role${finds} }
                namespace emite { class Integration { ${made} } }
            }
            interface Array<T> { length: T | number } interface Boolean {} interface CallableFunction {} interface Function {}
            interface IArguments {} interface NewableFunction {} interface Number {} interface Object {} interface RegExp {}
            interface String {} interface PromiseLike<T> { then(done: (value: T) => unknown): unknown }
            interface Promise<T> extends PromiseLike<T> {} interface PromiseConstructor { new <T>(run: unknown): Promise<T> }
            declare var Promise: PromiseConstructor;`,
        );
        const options = { strict: true, noUnusedLocals: true, noLib: true, types: [], noEmit: true };
        const compiled = ts.createProgram(
            [...files.keys()],
            {
                ...{ ...options, module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
            },
            {
                getSourceFile: (name, target) => ts.createSourceFile(name, files.get(name) ?? "", target),
                fileExists: (name) => files.has(name),
                readFile: (name) => files.get(name),
                getDefaultLibFileName: () => "/lib.d.ts",
                getCurrentDirectory: () => "/",
                getCanonicalFileName: (name) => name,
                getNewLine: () => "\n",
                useCaseSensitiveFileNames: () => true,
                writeFile: () => {},
            },
        );
        const found = compiled
            .getSourceFiles()
            .flatMap((file) => [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)]);
        expect(
            found.map((one) => `${ts.flattenDiagnosticMessageText(one.messageText, " ")}\n${one.file?.text}`),
        ).to.deep.equal([]);
    });

    it("looks up first, declares what is referred to, and exports its outputs", () => {
        const result = written({
            comment: "What the tenant has. */",
            lookups: [
                { key: "d", function: "genesys.division", args: ["Sales"], suggestion: "Sales" },
                { key: "unused", function: "genesys.division", args: ["Other"], suggestion: "Other" },
            ],
            resources: [
                role("sales-agents", {
                    kind: "object",
                    properties: [["divisions", { kind: "list", items: [{ kind: "lookup", of: "d", property: "id" }] }]],
                }),
                {
                    key: "emite",
                    class: "emite.Integration",
                    name: "emite",
                    args: text({ wfm: true, members: {} }),
                },
            ],
            outputs: [["clientIds", { kind: "output", of: "emite", property: "clientIds" }]],
        });
        expect(result).to.equal(`import { emite, genesys } from "pulumi-contact-center";

/**
 * What the tenant has. * /
 */
export = async () => {
    const sales = await genesys.division("Sales");

    new genesys.Role("sales-agents", {
        divisions: [sales.id],
    });

    const emiteIntegration = new emite.Integration("emite", {
        wfm: true,
        members: {},
    });

    return {
        clientIds: emiteIntegration.clientIds,
    };
};
`);
    });

    it("has only plain statements without lookups and outputs, and no async function without lookups", () => {
        expect(written({ resources: [role("a", text({}))] })).to.match(/\n\nnew genesys\.Role\("a", \{\}\);\n$/);
        expect(written({ outputs: [["a", text(1)]] })).to.match(/^export = \(\) => \{\n {4}return \{\n {8}a: 1,\n/);
        expect(written({})).to.equal("");
    });

    it("keeps the order of the resources, but declares each before it is used", () => {
        const resources = [role("b", idOf("c")), role("a", text({})), role("c", text({})), role("d", text({}))];
        const made = [...written({ resources }).matchAll(/Role\("(\w)"/g)].map(([, name]) => name);
        expect(made).to.deep.equal(["c", "b", "a", "d"]);
    });

    it("is rejected if resources refer to each other in a circle, or to something that does not exist", () => {
        const circle = [role("a", idOf("b")), role("b", idOf("a"))];
        expect(() => written({ resources: circle })).to.throw("in a circle, which a program cannot declare: a, b");
        expect(() => written({ resources: [role("a", idOf("a"))] })).to.throw("in a circle");
        expect(() => written({ resources: [role("a", idOf("x"))] })).to.throw('refers to "x"');
        expect(() => written({ outputs: [["a", { kind: "lookup", of: "x", property: "id" }]] })).to.throw(
            'refers to "x"',
        );
        expect(() => written({ resources: [role("a", text({})), role("a", text({}))] })).to.throw("same key");
    });

    for (const [names, variables] of [
        [["emite_SSO"], ["emiteSSO"]],
        [["Über Gruppe 1"], ["uberGruppe1"]],
        [["123"], ["_123"]],
        [
            ["", "東京"],
            ["role", "role2"],
        ],
        [
            ["HR Team", "HR-Team", "hr team", "HRTeam"],
            ["hrTeam", "hrTeamRole", "hrTeamRole2", "hrTeamRole3"],
        ],
        [
            ["genesys", "await", "exports"],
            ["genesysRole", "awaitRole", "exportsRole"],
        ],
    ] as const)
        it(`names the variables of ${names.map((name) => JSON.stringify(name)).join(", ")} ${variables.join(", ")}`, () => {
            const resources = names.map((name, index) => ({ ...role(name, text({})), key: String(index) }));
            const outputs = names.map((_name, index): [string, Value] => [`out${index}`, idOf(String(index))]);
            expect(declares(written({ resources, outputs }))).to.deep.equal(variables);
        });
});
