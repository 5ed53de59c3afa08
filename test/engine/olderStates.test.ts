import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Simulator, Tenant } from "../../simulator";
import { resourceName } from "../../tools/engine/stack";
import type { Deployment } from "../../tools/engine/stateFile";
import { tenantConfig, withStack } from "./fixture";
import { type ProcessFixture, withProcesses } from "./project";

const folder = join(__dirname, "../data/states");
const { version } = require("pulumi-contact-center/package.json") as { version: string };

/** What a version of this library left behind: the state of the eMite program, and the objects in the tenant. */
interface Kept {
    state: { version: number; deployment: Deployment };
    tenant: Record<(typeof kinds)[number], [string, unknown][]>;
}
const kinds = ["groups", "roles", "oauthClients", "integrations", "grants"] as const;

type OnStack = Pick<ProcessFixture, "sim" | "stack">;

/** JSON has no infinity. */
const forever = { write: "for ever", read: Number.POSITIVE_INFINITY };

/** Maps, also inside of objects, as lists of pairs. */
const asJson = (value: unknown): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
        inner instanceof Map
            ? { map: [...(inner as Map<string, unknown>)] }
            : inner === forever.read
              ? forever.write
              : inner,
    );
const fromJson = (text: string): unknown =>
    JSON.parse(text, (_key, inner: { map?: [string, unknown][] } | null) =>
        inner !== null && typeof inner === "object" && Array.isArray(inner.map)
            ? new Map(inner.map)
            : (inner as unknown) === forever.write
              ? forever.read
              : inner,
    );

async function keep({ sim, stack }: OnStack, before: Simulator["tenant"]): Promise<void> {
    const entries = (kind: (typeof kinds)[number]) =>
        [...(sim.tenant[kind] as Map<string, unknown>)].filter(
            ([key]) => !(before[kind] as Map<string, unknown>).has(key),
        );
    const tenant = Object.fromEntries(kinds.map((kind) => [kind, entries(kind)]));
    const state = (await stack.state()) as unknown;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${version}.json`), `${asJson({ state, tenant })}\n`);
}

/** Puts the objects into the tenant and the state into the stack. */
async function restore({ sim, stack }: OnStack, { state, tenant }: Kept): Promise<void> {
    for (const kind of kinds)
        for (const [key, object] of tenant[kind]) (sim.tenant[kind] as Map<string, unknown>).set(key, object);
    // The address of the old tenant is part of the state.
    const text = JSON.stringify(state).replace(/http:\/\/127\.0\.0\.1:\d+/g, sim.url);
    await stack.setState((JSON.parse(text) as typeof state).deployment);
}

const markerLine = /\n?managed by pulumi-contact-center: [^"\\]+/g;

describe("the state of an older version works", () => {
    // After a release: UPDATE_STATE=1 npm test -- engine
    if (process.env["UPDATE_STATE"])
        it(`that of ${version} is kept`, () =>
            withStack({ config: tenantConfig }, async (ground) => {
                const before = Object.fromEntries(
                    kinds.map((kind) => [kind, new Map(ground.sim.tenant[kind] as never)]),
                );
                await ground.stack.must(["up", "--yes", "--skip-preview"]);
                await keep(ground, before as unknown as Tenant);
            }));

    it("there is one for this version", () => {
        expect(existsSync(join(folder, `${version}.json`))).to.equal(true);
    });

    it("needs no changes, and nothing has drifted", async () => {
        for (const name of await readdir(folder))
            await withProcesses({ config: tenantConfig }, async (ground) => {
                await restore(ground, fromJson(await readFile(join(folder, name), "utf8")) as Kept);
                expect(await ground.stack.steps("preview"), name).to.deep.equal([]);
                expect(await ground.stack.steps("refresh"), name).to.deep.equal([]);
                expect(ground.sim.writes()).to.deep.equal([]);
            });
    });

    it("one from before the markers gets them, in place, with no other change", async () => {
        const text = await readFile(join(folder, "0.1.0.json"), "utf8");
        const kept = fromJson(
            text
                .replace(markerLine, "")
                .replace(/"marker":"[^"]*",?/g, "")
                .replace(/,}/g, "}"),
        ) as Kept;
        await withStack({ config: tenantConfig }, async (ground) => {
            await restore(ground, kept);
            const steps = await ground.stack.steps("preview");
            const changes = new Set(
                steps.map(({ op, detailedDiff }) => [op, ...Object.keys(detailedDiff ?? {})].join(" ")),
            );
            expect(changes).to.deep.equal(new Set(["update marker"]));
            expect(steps.map(({ urn }) => resourceName(urn))).to.include("emite-role");
            await ground.stack.must(["up", "--yes", "--skip-preview"]);
            const drift = await ground.stack.steps("refresh");
            expect(
                drift.map(({ urn, op, detailedDiff }) => [resourceName(urn), op, ...Object.keys(detailedDiff ?? {})]),
            ).to.deep.equal([]);
            const described = [...ground.sim.tenant.roles.values()].find(
                ({ name }) => name === "eMite Data Integration",
            );
            expect(described?.description).to.equal("managed by pulumi-contact-center: test/test/emite-role");
        });
    });
});
