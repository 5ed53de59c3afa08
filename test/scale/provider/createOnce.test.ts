import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { type Created, createOnce } from "../../../provider/core/createOnce";
import { group, type GroupInputs, type GroupOutputs } from "../../../provider/genesys/group";
import { oauthClient, type OAuthClientInputs } from "../../../provider/genesys/oauthClient";
import { role } from "../../../provider/genesys/role";
import { type CreateLog, openCreateLog, madeSince } from "../../../provider/core/createLog";
import { newGroup } from "../../../simulator/tenant";
import { checked } from "../../unit/genesys/checked";
import { connectTo, type Tenant, withGenesys } from "../../unit/genesys/tenant";

const mark = "project/stack/sales";
const words = `managed by pulumi-contact-center: ${mark}`;
const inputs = (more: object = {}) => checked(group, { name: "Sales", marker: mark, ...more }) as GroupInputs;

/** A create log in its own folder. */
function withCreateLog(test: (tenant: Tenant, createLog: () => CreateLog, home: string) => Promise<void>) {
    return withGenesys(async (tenant) => {
        const home = await mkdtemp(join(tmpdir(), "begun-"));
        try {
            await test(tenant, () => openCreateLog(["sales"], home), home);
        } finally {
            await rm(home, { recursive: true, force: true });
        }
    });
}

const make = ({ sim }: Tenant, createLog: CreateLog, more: object = {}): Promise<Created<GroupOutputs>> =>
    createOnce(group, connectTo(sim), inputs(more), { createLog, patience: 300 });
const refused = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must be refused"),
        (error: Error) => error.message,
    );
const living = ({ sim }: Tenant) => [...sim.tenant.groups.values()].filter(({ name }) => name === "Sales");

describe("a create", () => {
    it(
        "belongs to its run of the engine, and to no later one at the same address",
        withCreateLog(async (tenant, _createLog, home) => {
            const ofRun = (run: string) => openCreateLog(["sales"], home, run);
            const { id } = await make(tenant, ofRun("127.0.0.1:4000"));
            expect(ofRun("127.0.0.1:4000").isOfThisRun(id)).to.equal(true);
            expect(ofRun("127.0.0.1:4000").isOfThisRun("another")).to.equal(false);
            expect(ofRun("127.0.0.1:4001").isOfThisRun(id)).to.equal(false);
            const folder = join(home, "contact-center", "begun");
            const [name = ""] = await readdir(folder);
            const { pid: ended } = spawnSync(process.execPath, ["--version"]);
            const entry = JSON.parse(await readFile(join(folder, name), "utf8")) as object;
            await writeFile(join(folder, name), JSON.stringify({ ...entry, process: ended }));
            expect(ofRun("127.0.0.1:4000").isOfThisRun(id)).to.equal(false);
        }),
    );

    it(
        "marks the new object, and keeps the user's description",
        withCreateLog(async (tenant, createLog) => {
            const { outputs, note } = await make(tenant, createLog(), { description: "Sells" });
            expect(living(tenant)[0]?.description).to.equal(`Sells\n${words}`);
            expect(outputs).to.include({ description: "Sells", marker: mark });
            expect(note).to.equal(undefined);
        }),
    );

    it(
        "adopts what an interrupted run left, marked or unfinished, and says so",
        withCreateLog(async (tenant, createLog) => {
            const left = newGroup(tenant.sim.tenant, "Sales");
            const half = await make(tenant, createLog(), { visibility: "owners" });
            expect(half.id).to.equal(left.id);
            expect(half.note).to.equal(
                `group "Sales" was left behind by an interrupted run (id ${left.id}) and was adopted`,
            );
            const marked = await make(tenant, createLog(), { visibility: "owners" });
            expect(marked.id).to.equal(left.id);
            expect(living(tenant)).to.have.length(1);
            expect(left).to.include({ visibility: "owners", description: words });
        }),
    );

    it(
        "records what it created and when, for runs that follow soon",
        withCreateLog(async (tenant, createLog, home) => {
            const begin = Date.now();
            expect(madeSince(begin, home).size).to.equal(0);
            const { id } = await make(tenant, createLog());
            expect([...madeSince(begin, home).keys()]).to.deep.equal([id]);
            expect(madeSince(begin, home).get(id)).to.be.within(begin, Date.now());
            expect(madeSince(Date.now() + 1_000, home).size).to.equal(0);
            createLog().forget();
            expect(madeSince(begin, home).size).to.equal(0);
        }),
    );

    it(
        "never touches an unmanaged object of the same name: made by hand, of another stack, of another resource",
        withCreateLog(async (tenant, createLog) => {
            const other = newGroup(tenant.sim.tenant, "Sales");
            other.description = "by hand";
            const before = JSON.stringify(tenant.sim.dump());
            expect(await refused(make(tenant, createLog()))).to.match(
                /a group "Sales" already exists \(id .*\), and this stack did not create it\. Run `npx contact-center adopt` to adopt it as it is, or choose another name/,
            );
            expect(JSON.stringify(tenant.sim.dump())).to.equal(before);
            other.description = "managed by pulumi-contact-center: project/other/sales";
            expect(await refused(make(tenant, createLog()))).to.include(
                "and the stack project/other manages it. Choose another name [CC1113]",
            );
            other.description = "managed by pulumi-contact-center: project/stack/before";
            expect(await refused(make(tenant, createLog()))).to.include(
                'and this stack manages it as "before". If you renamed the resource, give it aliases: [{ name: "before" }]',
            );
        }),
    );

    it(
        "is refused if two objects have its marker, naming both",
        withCreateLog(async (tenant, createLog) => {
            for (const one of [newGroup(tenant.sim.tenant, "Sales"), newGroup(tenant.sim.tenant, "Sales")])
                one.description = words;
            const [a, b] = living(tenant);
            expect(await refused(make(tenant, createLog()))).to.include(
                `2 objects are marked as this group (${mark}): "${a?.id}" and "${b?.id}". Delete all but one [CC1111]`,
            );
        }),
    );

    it(
        "whose answer was lost is followed by a lookup, also if lists lag, and not by another create",
        withCreateLog(async (tenant, createLog) => {
            tenant.sim.settings.listLag = 150;
            tenant.sim.answerOnce("POST /api/v2/groups", "reset-after");
            const { id } = await make(tenant, createLog());
            expect(living(tenant).map((one) => one.id)).to.deep.equal([id]);
            expect(tenant.sim.calls("POST /api/v2/groups")).to.have.length(0); // the one that was reset is not recorded
        }),
    );

    it(
        "that was never carried out is sent again",
        withCreateLog(async (tenant, createLog) => {
            tenant.sim.answerOnce("POST /api/v2/groups", { status: 503 });
            await make(tenant, createLog());
            expect(living(tenant)).to.have.length(1);
        }),
    );

    it(
        "that died a moment ago on this machine is waited for until lists show its object",
        withCreateLog(async (tenant, createLog, home) => {
            tenant.sim.settings.listLag = 200;
            tenant.sim.intercept((call) => (call.startsWith("PUT") ? new Promise(() => undefined) : undefined));
            void make(tenant, createLog()).catch(() => undefined);
            while (living(tenant).length === 0 || (await readdir(join(home, "contact-center", "begun"))).length === 0)
                await new Promise(setImmediate);
            tenant.sim.intercept(undefined);
            await make(tenant, createLog());
            expect(living(tenant)).to.have.length(1);
        }),
    );

    it(
        "that finished, and whose engine died before it wrote the state, is waited for too",
        withCreateLog(async (tenant, createLog) => {
            const { id } = await make(tenant, createLog());
            tenant.sim.settings.listLag = 200;
            const again = await make(tenant, createLog());
            expect(again.id).to.equal(id);
            expect(living(tenant)).to.have.length(1);
        }),
    );

    it(
        "of an object that was deleted is no longer waited for",
        withCreateLog(async (tenant, createLog, home) => {
            const { id } = await make(tenant, createLog());
            await group.delete(connectTo(tenant.sim), id, {} as GroupOutputs);
            createLog().forget();
            expect(createLog().begun).to.equal(undefined);
            expect(await readdir(join(home, "contact-center", "begun"))).to.deep.equal([]);
        }),
    );

    it(
        "that waits long in the queue records that it is still running",
        withCreateLog(async (tenant, createLog) => {
            tenant.sim.intercept((call) => (call === "POST /api/v2/groups" ? new Promise(() => undefined) : undefined));
            const begin = Date.now();
            void make(tenant, createLog()).catch(() => undefined);
            while ((createLog().begun?.at ?? 0) < begin + 1_000) await setTimeout(20);
            expect(createLog().begun?.unseen).to.equal(true);
        }),
    );

    it(
        "that died under a clock hours ahead is no longer waited for",
        withCreateLog(async (tenant, createLog, home) => {
            const folder = join(home, "contact-center", "begun");
            await createLog()
                .during(() => Promise.reject(new Error("no answer")))
                .catch(() => undefined);
            const [name = ""] = await readdir(folder);
            await writeFile(join(folder, name), JSON.stringify({ at: Date.now() + 5 * 3_600_000, unseen: true }));
            await make(tenant, createLog());
            expect(living(tenant)).to.have.length(1);
        }),
    );

    it(
        "of an object in the state is refused: it would adopt what is about to be deleted",
        withCreateLog(async (tenant, createLog) => {
            const { id } = await make(tenant, createLog());
            const again = createOnce(group, connectTo(tenant.sim), inputs(), {
                createLog: createLog(),
                inState: (one) => one === id,
            });
            expect(await refused(again)).to.include("Remove the option deleteBeforeReplace");
        }),
    );

    it(
        "that adopts a client renews its secret, because nobody has seen it",
        withCreateLog(async (tenant, createLog) => {
            const { sim } = tenant;
            const admin = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
            const client = checked(oauthClient, {
                name: "C",
                marker: mark,
                roles: [{ role: admin, divisions: ["*"] }],
            }) as OAuthClientInputs;
            const first = await createOnce(oauthClient, connectTo(sim), client, { createLog: createLog() });
            const again = await createOnce(oauthClient, connectTo(sim), client, { createLog: createLog() });
            expect(again.id).to.equal(first.id);
            expect(again.note).to.match(/was adopted\. Its secret was lost, so it has a new one$/);
            expect(again.outputs.clientSecret).to.equal(sim.tenant.oauthClients.get(first.id)?.secret);
            expect(again.outputs.clientSecret).not.to.equal(first.outputs.clientSecret);
        }),
    );

    it(
        "works the same on a machine whose disk cannot be written",
        withGenesys(async ({ sim }) => {
            const createLog = openCreateLog(["role"], "/dev/null/nowhere");
            const { id } = await createOnce(role, connectTo(sim), checked(role, { name: "R", marker: mark }), {
                createLog,
            });
            expect(sim.tenant.roles.get(id)?.description).to.equal(words);
        }),
    );
});
