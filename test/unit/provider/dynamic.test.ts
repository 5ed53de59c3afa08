import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import { dynamic } from "../../../provider";
import type { ResourceToken } from "../../../provider/resources";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { startSimulator } from "../../../simulator";
import { newGroup } from "../../../simulator/tenant";
import { withHome } from "../../home";
import { printedDuring } from "../../printed";
import { secretSignature } from "../../../provider/runtime/wire";
import { settingsFor } from "../../../tools/emiteTenant";

type Face = Required<pulumi.dynamic.ResourceProvider>;

/** The dynamic provider of a fresh process. */
function freshFace(token: ResourceToken, config: Record<string, string>): Face {
    const face = faceOf(new Instance(), token) as Face;
    // Not waited for, because the stock plugin does not wait either.
    void face.configure({ config: { get: (key: string) => config[key] } } as never);
    return face;
}

async function withFace(
    token: ResourceToken,
    test: (face: Face, sim: Awaited<ReturnType<typeof startSimulator>>) => Promise<void>,
    config: Record<string, string> = {},
) {
    const sim = await startSimulator({ membershipLag: 0 });
    try {
        const face = freshFace(token, { ...settingsFor(sim), ...config });
        await withHome(() => test(face, sim));
    } finally {
        await sim.stop();
    }
}

const thrown = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as Error & { id?: string; properties?: Record<string, unknown>; reasons?: string[] },
    );

describe("the dynamic provider", () => {
    it("secrets are wrapped on create, read and update, and everything is JSON", async () =>
        withFace("genesys:OAuthClient", async (face, sim) => {
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
            const { inputs } = await face.check(
                {},
                { name: "C", roles: [{ role, divisions: ["*"] }], __provider: "p" },
            );
            const { id, outs } = await face.create(inputs);
            const wrapped = (bag: Record<string, unknown>) => Object.values(bag["clientSecret"] as object)[0];
            expect(wrapped(outs)).to.equal(secretSignature);
            expect(JSON.parse(JSON.stringify(outs))).to.deep.equal(outs);
            const plain = { ...outs, clientSecret: (outs["clientSecret"] as { value: string }).value };
            expect(wrapped((await face.read(id, plain)).props ?? {})).to.equal(secretSignature);
            expect(wrapped((await face.update(id, plain, inputs)).outs ?? {})).to.equal(secretSignature);
        }));

    it("a read gives inputs in the state's form, only declared ones; without them, everything; gone, no id", async () =>
        withFace("genesys:Group", async (face, sim) => {
            const { id, outs } = await face.create({
                name: "G",
                type: "official",
                owners: { "anna.smith@acme.example": true },
            });
            const { inputs, props } = await face.read(id, { ...outs, __provider: "p" });
            expect(inputs).to.deep.equal({ name: "G", type: "official", owners: { "anna.smith@acme.example": true } });
            expect(props).to.deep.equal({ name: "G", type: "official", owners: ["anna.smith@acme.example"] });
            const everything = await face.read(id, { __provider: "p" });
            expect(everything.props).to.include({ visibility: "public", includeOwners: true });
            const gone = newGroup(sim.tenant, "G");
            gone.state = "deleted";
            expect(await face.read(gone.id, outs)).to.deep.equal({});
        }));

    it("a read accepts what breaks a rule for programs, and the next check compares with it", async () =>
        withFace("genesys:OAuthClient", async (face, sim) => {
            const { inputs } = await face.check(
                {},
                { name: "C", grantType: "code", redirectUris: ["https://acme.example"], __provider: "p" },
            );
            const { id, outs } = await face.create(inputs);
            const client = sim.tenant.oauthClients.get(id);
            client?.registeredRedirectUri?.push("http://localhost");
            const read = await face.read(id, { ...outs, __provider: "p" });
            expect(read.inputs?.["redirectUris"]).to.deep.equal({
                "http://localhost": true,
                "https://acme.example": true,
            });
            const checked = await face.check({ ...read.inputs, __provider: "p" }, { ...inputs, __provider: "p" });
            expect(checked.failures).to.equal(undefined);
            await face.update(id, read.props ?? {}, checked.inputs);
            expect(client?.id && sim.tenant.oauthClients.get(id)?.registeredRedirectUri).to.deep.equal([
                "https://acme.example",
            ]);
        }));

    it("a partial create returns id, properties, the provider's text and the reason", async () =>
        withFace("genesys:Group", async (face, sim) => {
            sim.answerOnce("PUT /api/v2/groups/{groupId}", {
                status: 400,
                body: { code: "bad.request", message: "no" },
            });
            const error = await thrown(
                face.create({ name: "G", type: "official", description: "d", __provider: "text" }),
            );
            expect(sim.tenant.groups.has(error.id ?? "")).to.equal(true);
            expect(error.properties).to.include({ name: "G", __provider: "text" });
            expect(error.reasons?.[0]).to.match(
                /^group "G": Genesys Cloud refused to create it \(400 bad.request, PUT .*Run `pulumi up` again to finish/s,
            );
        }));

    it("a failure tells object, call, what is left, what to do and the correlation id, without a stack", async () =>
        withFace("genesys:Group", async (face, sim) => {
            for (const [key, grant] of sim.tenant.grants)
                if (grant.subjectId === sim.credentials.clientId) sim.tenant.grants.delete(key);
            const error = await thrown(face.create({ name: "eMite", type: "official" }));
            expect(error.message.split("\n")).to.have.length(4);
            expect(error.message).to.match(
                /^group "eMite": Genesys Cloud refused to create it \(403 missing.any.permissions, POST \/api\/v2\/groups\): .*\[directory:group:add\]\. \[CC1004\]\nNothing was created\.\nGive the calling client .*\nCorrelation id for Genesys Cloud support: /,
            );
            expect(error.stack).to.equal("");
        }));

    it("an exceeded deadline is in the message, with the key that changes it", async () =>
        withFace(
            "genesys:Group",
            async (face, sim) => {
                sim.intercept((call) => (call.includes("/groups") ? { status: 503 } : undefined));
                const { message } = await thrown(face.read("some-id", { name: "eMite" }));
                expect(message).to.match(/^group "eMite": Genesys Cloud refused to read it \(503, GET .*\)/);
                expect(message).to.match(
                    /\nTimed out after 1 s\. To wait longer, set contactcenter:readTimeout or customTimeouts of the resource\. \[CC1210\]$/,
                );
            },
            { "contactcenter:readTimeout": "1s" },
        ));

    it("only a property that cannot change in place replaces, deleting first", async () =>
        withFace("genesys:Group", async (face) => {
            const olds = { name: "G", type: "official", visibility: "public" };
            expect(await face.diff("id", olds, { ...olds, visibility: "owners" })).to.deep.equal({});
            expect(await face.diff("id", olds, { ...olds, type: "social" })).to.deep.equal({
                replaces: ["type"],
                deleteBeforeReplace: true,
            });
        }));

    it("check queries the tenant about changes, and sends nothing without any", async () =>
        withFace("genesys:Role", async (face, sim) => {
            const news = { name: "R", permissions: ["routing:queue:view"] };
            const { inputs } = await face.check({}, { ...news });
            expect(sim.requests.length).to.be.greaterThan(0);
            sim.clearRequests();
            await face.check({ ...inputs, __provider: "p" }, { ...news, __provider: "p" });
            expect(sim.requests).to.have.length(0);
        }));

    it("check puts all problems of a resource into one message, live and static ones", async () =>
        withFace("genesys:Role", async (face) => {
            const { failures } = await face.check({}, { nam: "R", permissions: ["routing:queue:viwe"], policies: 3 });
            expect(failures).to.have.length(1);
            expect(failures?.[0]?.reason.split("\n")).to.deep.equal([
                "role has 4 problems:",
                '  nam: is not a property of this resource; did you mean "name"? [CC1201]',
                "  name: is required [CC1202]",
                "  policies: must be a list; it is 3 [CC1203]",
                '  permissions["routing:queue:viwe"]: "routing:queue:viwe" does not exist in this organization; did you mean "routing:queue:view"? [CC2040]',
                "If this check of the tenant is wrong, run `pulumi config set contactcenter:checks warn`.",
            ]);
        }));

    const wrong = { name: "R", permissions: ["routing:queue:viwe"] };

    it("with contactcenter:checks warn, what depends on the tenant's answers is printed and refuses nothing", async () =>
        withFace(
            "genesys:Role",
            async (face) => {
                let checked: pulumi.dynamic.CheckResult | undefined;
                const printed = await printedDuring(async () => {
                    checked = await face.check({}, wrong);
                    await face.check({}, wrong);
                    const own = await face.check({}, { name: " " });
                    expect(own.failures?.[0]?.reason).to.equal('role " ": name: must not be empty [CC1122]');
                });
                expect(checked?.failures).to.equal(undefined);
                expect(printed.match(/^warning: role "R": permissions\["routing:queue:viwe"\]: /gm)).to.have.length(1);
            },
            { "contactcenter:checks": "warn" },
        ));

    it("with contactcenter:checks off, nothing is requested", async () =>
        withFace(
            "genesys:Role",
            async (face, sim) => {
                expect(await face.check({}, wrong)).not.to.have.property("failures");
                expect(sim.requests).to.deep.equal([]);
            },
            { "contactcenter:checks": "off" },
        ));

    it("with relaxed checks, the tenant itself decides whether a name may be used", async () => {
        for (const checks of ["error", "warn", "off"])
            await withFace(
                "genesys:Group",
                async (face, sim) => {
                    newGroup(sim.tenant, "Theirs").description = "by hand";
                    const inputs = { name: "Theirs", type: "official", marker: "p/s/mine" };
                    const failure = await face.create(inputs).then(
                        () => "",
                        (error: Error) => error.message,
                    );
                    expect(failure).to.match(checks === "error" ? /a group "Theirs" already exists/ : /409|^$/);
                },
                { "contactcenter:checks": checks },
            );
    });

    it("an unknown value of contactcenter:checks is refused with the nearest", async () =>
        withFace(
            "genesys:Role",
            async (face) => {
                const { failures } = await face.check({}, wrong);
                expect(failures?.[0]?.reason).to.equal(
                    'contactcenter:checks must be "error", "warn" or "off"; it is "wran"; did you mean "warn"? [CC1101]',
                );
            },
            { "contactcenter:checks": "wran" },
        ));

    it("a wrong timeout of any operation is rejected before the first change", async () =>
        withFace(
            "genesys:Role",
            async (face, sim) => {
                const { failures } = await face.check({}, { name: "R" });
                expect(failures?.[0]?.reason).to.include("contactcenter:deleteTimeout must be a number with a unit");
                expect(sim.requests.filter(({ route }) => !route.startsWith("GET"))).to.deep.equal([]);
            },
            { "contactcenter:deleteTimeout": "5x" },
        ));

    it("a lookup that the tenant refuses is a warning, and one that fails is an error", async () => {
        const catalogue = "GET /api/v2/authorization/permissions";
        for (const status of [403, 500])
            await withFace(
                "genesys:Role",
                async (face, sim) => {
                    for (let times = 0; times < 30; times++) sim.answerOnce(catalogue, { status, body: { code: "x" } });
                    let checked: pulumi.dynamic.CheckResult | undefined;
                    const printed = await printedDuring(async () => void (checked = await face.check({}, wrong)));
                    expect(checked?.failures === undefined).to.equal(status === 403);
                    if (status === 403)
                        expect(printed).to.include('warning: role "R": not checked: Genesys Cloud refused a lookup');
                },
                { "contactcenter:readTimeout": "1s" },
            );
    });

    it("an answer that cannot be read is a warning of a check, and the role is created as the program spells it", () =>
        withFace("genesys:Role", async (face, sim) => {
            const catalogue = "GET /api/v2/authorization/permissions";
            const unread = { status: 200, body: { entities: [] } };
            for (let times = 0; times < 2; times++) sim.answerOnce(catalogue, unread);
            let checked: pulumi.dynamic.CheckResult | undefined;
            const printed = await printedDuring(async () => void (checked = await face.check({}, wrong)));
            expect(checked?.failures).to.equal(undefined);
            expect(printed).to.match(/not checked: .*answered without the permissions of the organization/);
            const { id } = await face.create(checked?.inputs as Record<string, unknown>);
            expect(sim.tenant.roles.get(id)?.policies).to.have.length(1);
        }));

    it("missing configuration is a check failure, not a crash", async () => {
        const face = freshFace("genesys:Role", {});
        const { failures } = await face.check({}, { name: "R" });
        expect(failures?.[0]?.reason).to.include("genesyscloud:oauthClientId is missing");
    });

    it("an update that the program refuses shows the program's message, and sends no request", async () =>
        withFace("genesys:Role", async (face, sim) => {
            const refused = "genesys:Role: the resources declare the same object";
            const { inputs, failures } = await face.check({}, { name: "R", __provider: "p", __refused: refused });
            expect(failures).to.deep.equal([{ property: "", reason: refused }]);
            expect(inputs).not.to.have.property("__refused");
            expect(sim.requests).to.deep.equal([]);
            const fine = await face.check({}, { name: "R", __provider: "p", __refused: null });
            expect(fine.failures).to.equal(undefined);
            expect(fine.inputs).to.deep.equal({ name: "R", extraPermissions: "remove" });
        }));

    it("an unknown resource type is refused by its name", () => {
        expect(() => dynamic("genesys:Rolle" as never)).to.throw('no resource type "genesys:Rolle"');
    });
});

describe("customTimeouts", () => {
    const timeouts = { create: "1h30m", delete: "90s" };

    it("without a unit are refused, each by its name, together with other problems", async () =>
        withFace("genesys:Group", async (face) => {
            const wrong = { create: "10", update: 5, delete: "1d", read: "1h" };
            const { failures } = await face.check({}, { name: " ", __timeouts: wrong });
            expect(failures?.[0]?.reason.split("\n")).to.deep.equal([
                'group " " has 4 problems:',
                "  name: must not be empty [CC1122]",
                '  customTimeouts.create: must be a number with a unit, "90s", "10m" or "1h30m"; it is "10" [CC1127]',
                '  customTimeouts.update: must be a number with a unit, "90s", "10m" or "1h30m"; it is 5 [CC1127]',
                '  customTimeouts.delete: must be a number with a unit, "90s", "10m" or "1h30m"; it is "1d" [CC1127]',
            ]);
        }));

    it("are kept by check, create, read and update, and removed when the program no longer uses them", async () =>
        withFace("genesys:Group", async (face) => {
            const { inputs, failures } = await face.check({}, { name: "G", __timeouts: timeouts, __provider: "p" });
            expect(failures).to.equal(undefined);
            expect(inputs).to.deep.equal({ name: "G", type: "official", __timeouts: timeouts });
            const { id, outs } = await face.create({ ...inputs, __provider: "p" });
            expect(outs).to.deep.include({ __timeouts: timeouts });
            const read = await face.read(id, { ...outs, __provider: "p" });
            expect(read.props).to.deep.include({ __timeouts: timeouts });
            expect(read.inputs).to.deep.include({ __timeouts: timeouts });
            const updated = await face.update(id, outs, { ...inputs, visibility: "owners" });
            expect(updated.outs).to.deep.include({ __timeouts: timeouts });
            const without = await face.update(id, updated.outs ?? {}, { name: "G", type: "official" });
            expect(without.outs).not.to.have.property("__timeouts");
            await face.delete(id, { ...updated.outs, __provider: "p" });
        }));

    it("never replace, and an `up` with the same ones sends no request", async () =>
        withFace("genesys:Role", async (face, sim) => {
            const news = { name: "R", __timeouts: timeouts, __provider: "p" };
            const { inputs } = await face.check({}, news);
            expect(await face.diff("id", inputs, { ...inputs, __timeouts: { create: "5m" } })).to.deep.equal({});
            sim.clearRequests();
            await face.check({ ...inputs, __provider: "p" }, news);
            await face.check({ ...inputs, __provider: "p" }, { ...news, __timeouts: { create: "5m" } });
            expect(sim.requests).to.deep.equal([]);
        }));

    for (const operation of ["create", "read", "update", "delete"] as const)
        it(`limit a ${operation} in place of the configuration`, async () =>
            withFace(
                "genesys:Group",
                async (face, sim) => {
                    const { id, outs } = await face.create({ name: "G", type: "official" });
                    // A create is repeated only if it was certainly not carried out.
                    const status = operation === "create" ? 429 : 503;
                    sim.intercept((call) => (call.includes("/groups") ? { status } : undefined));
                    const limited = { ...outs, __timeouts: { [operation]: "0.3s" } };
                    const calls = {
                        create: () => face.create({ name: "H", type: "official", __timeouts: limited.__timeouts }),
                        read: () => face.read(id, limited),
                        update: () => face.update(id, outs, { ...limited, visibility: "owners" }),
                        delete: () => face.delete(id, limited),
                    };
                    const { message } = await thrown(calls[operation]());
                    expect(message).to.include(
                        `Timed out after 0.3 s. To wait longer, set contactcenter:${operation}Timeout or customTimeouts of the resource. [CC1210]`,
                    );
                },
                { [`contactcenter:${operation}Timeout`]: "1h" },
            ));
});
