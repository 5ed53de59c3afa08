import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { inNamesOf } from "../../../provider/core/configuration";
import { openPlain } from "../../../plugin/arguments";
import { fromStruct, toStruct } from "../../../plugin/protocol";
import { checkConfig } from "../../../plugin/settings";
import type { ResourceToken } from "../../../provider/resources";
import { Instance } from "../../../provider/runtime/instance";
import { nativeFace } from "../../../provider/runtime/native";
import { outputSignature, secretSignature, signatureKey, unknownValue } from "../../../provider/runtime/wire";
import { type Simulator, startSimulator } from "../../../simulator";
import { settingsFor } from "../../../tools/emiteTenant";
import { withHome } from "../../home";
import { printedDuring } from "../../printed";

type Bag = Record<string, unknown>;

const urnOf = (token: ResourceToken, name: string, parent = "") =>
    `urn:pulumi:dev::emite::${parent}contactcenter:${token}::${name}`;

const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });

/** One provider that asks no tenant. */
function offline(config: Record<string, string> = {}): Instance {
    const instance = new Instance();
    const genesys = JSON.stringify({ region: "eu-west-1", oauthClientId: "c", oauthClientSecret: "s" });
    const all = { "contactcenter:checks": "off", "contactcenter:genesys": genesys, ...config };
    instance.configure({ get: (key) => (all as Record<string, string>)[key] }, {});
    return instance;
}

/** One provider of a simulated organization. */
async function withInstance(test: (instance: Instance, sim: Simulator) => Promise<void>, env: NodeJS.ProcessEnv = {}) {
    const sim = await startSimulator({ membershipLag: 0 });
    try {
        const instance = new Instance();
        const settings = settingsFor(sim);
        const reads = env["READS"] === undefined ? {} : readerOf(sim);
        instance.configure({ get: (key) => settings[key] }, reads);
        await withHome(() => test(instance, sim));
    } finally {
        await sim.stop();
    }
}

const readerOf = ({ credentials }: Simulator) => ({
    GENESYSCLOUD_READCLIENT_ID: credentials.clientId,
    GENESYSCLOUD_READCLIENT_SECRET: credentials.clientSecret,
});

const thrown = (work: Promise<unknown>) =>
    work.then(
        () => expect.fail("it must fail"),
        (error: unknown) => error as Error & { id?: string; properties?: Bag },
    );

describe("messages about settings of the native plugin", () => {
    const told = async (token: ResourceToken, news: Bag, groups: Record<string, object> = {}) => {
        const from = new Instance();
        const text = (key: string) => groups[key] && JSON.stringify(groups[key]);
        from.configure({ grouped: true, get: text }, {});
        const { failures } = await nativeFace(from, token, urnOf(token, "one")).check({}, news);
        return failures.map(({ reason }) => reason).join("\n");
    };

    it("name them by their groups, with commands that the plugin reads", async () => {
        expect(await told("genesys:Role", { name: "R" })).to.include(
            "  contactcenter:genesys.oauthClientSecret is missing: run `pulumi config set --path --secret contactcenter:genesys.oauthClientSecret` or set GENESYSCLOUD_OAUTHCLIENT_SECRET [CC1104]",
        );
        const login = { alias: "login", clientId: "c", clientSecret: "s", tokenUrl: "https://a.example/t" };
        expect(await told("eleveo:IdentityProvider", { ...login, authorizationUrl: "https://a.example/a" })).to.include(
            "run `pulumi config set --path contactcenter:eleveo.url https://acme.myeleveo.com`",
        );
        expect(await told("eleveo:ProviderClient", { name: "P", clientType: "user-import" })).to.include(
            "Then run `pulumi config set --path contactcenter:eleveo.profiles profiles`.",
        );
        const genesys = { region: "mars", oauthClientId: "c", oauthClientSecret: "s" };
        expect(await told("genesys:Role", { name: "R" }, { "contactcenter:genesys": genesys })).to.include(
            'contactcenter:genesys.region: unknown region "mars"',
        );
    });

    it("name the program's own texts and single settings as they are", () => {
        const text = "contactcenter:checks, demo:region, urn::contactcenter:genesys:Role, contactcenter:readTimeout";
        expect(inNamesOf({ get: () => undefined }, text)).to.equal(text);
        const named = inNamesOf({ grouped: true, get: () => undefined }, text);
        expect(named).to.equal(text.replace("readTimeout", "timeouts.read"));
        expect(inNamesOf({ grouped: true, get: () => undefined }, named)).to.equal(named);
    });
});

const checked = async (from: Instance, token: ResourceToken, name: string, news: Bag, parent = "") =>
    (await nativeFace(from, token, urnOf(token, name, parent)).check({}, news)).failures.map(({ reason }) => reason);

describe("the native face", () => {
    it("rejects a second resource for one object of one provider, also for parts, and for unknown keys only once they are known", async () => {
        const from = offline();
        const { GroupMembership: members, Role: role } = {
            GroupMembership: "genesys:GroupMembership",
            Role: "genesys:Role",
        } as const;
        const group = { group: "4c1b1c9e-0000-4000-8000-000000000000" };
        const [anna, ben] = [["anna.smith@acme.example"], ["ben.smith@acme.example"]];
        expect(await checked(from, role, "one", { name: "R" })).to.deep.equal([]);
        expect(await checked(from, role, "one", { name: "R" }), "again").to.deep.equal([]);
        expect(await checked(from, role, "two", { name: unknownValue })).to.deep.equal([]);
        expect(await checked(from, role, "three", { name: secret("R") })).to.deep.equal([
            'genesys:Role: the resources "one" and "three" declare the same object, "R". Declare it once [CC1307]',
        ]);
        expect(await checked(from, members, "a", { ...group, members: anna, mode: "additive" })).to.deep.equal([]);
        expect(await checked(from, members, "b", { ...group, members: ben, mode: "additive" })).to.deep.equal([]);
        expect((await checked(from, members, "c", { ...group, members: ben }))[0]).to.include(
            "declare the same object",
        );
        expect(await checked(offline(), role, "four", { name: "R" }), "another tenant").to.deep.equal([]);
    });

    it("rejects two resources of one name under different parents, whose markers would be equal", async () => {
        const from = offline();
        const roles = [{ role: "4c1b1c9e-0000-4000-8000-000000000000", divisions: ["*"] }];
        expect(await checked(from, "genesys:OAuthClient", "api", { name: "A", roles })).to.deep.equal([]);
        expect(await checked(from, "genesys:OAuthClient", "api", { name: "B", roles }, "my:Part$")).to.deep.equal([
            'genesys:OAuthClient: two resources under different parents have the name "api". Give one of them another name [CC1306]',
        ]);
    });

    it("keeps the passwords of a user sync apart from its rules, however they are written", async () => {
        const sync = nativeFace(offline(), "imagicle:UserSync", urnOf("imagicle:UserSync", "sync"));
        const news = {
            name: "Acme",
            users: { firstName: "firstName", pin: secret("1234") },
            start: { url: "https://imagicle.acme.example", username: "admin", password: "geheim" },
        };
        const { inputs, failures } = await sync.check({}, news);
        expect(failures).to.deep.equal([]);
        expect(inputs).to.deep.include({
            users: { firstName: "firstName" },
            start: { url: "https://imagicle.acme.example", username: "admin" },
            secretValues: secret({ "users.pin": "1234" }),
            startPassword: secret("geheim"),
        });
        expect((await sync.check(inputs, news)).inputs, "again").to.deep.equal(inputs);
        expect((await sync.check(inputs, inputs)).inputs, "as the state has it").to.deep.equal(inputs);
    });

    it("does not show a secret in a problem, nor a value that contains one", async () => {
        const wrong = { roles: [{ role: secret(4711), divisions: { a: secret("geheim") } }], name: secret("C") };
        const client = { ...wrong, description: secret({ inner: [4712] }) };
        const [text = ""] = await checked(offline(), "genesys:OAuthClient", "api", client);
        expect(text.split("\n").join(" ")).to.match(/role: must be a string; it is \[secret\]/);
        expect(text).not.to.match(/4711|4712|geheim/);
    });

    it("reads the profile of a provider client's type from the folder of the configuration", async () => {
        const folder = await mkdtemp(join(tmpdir(), "profiles-"));
        try {
            const profile = { client: { serviceAccountsEnabled: true } };
            await writeFile(join(folder, "user-import.json"), JSON.stringify(profile));
            const eleveo = { url: "https://acme.myeleveo.com", realm: "acme", clientId: "c", clientSecret: "s" };
            const config = { "contactcenter:eleveo": JSON.stringify({ ...eleveo, profiles: folder }) };
            const token = "eleveo:ProviderClient";
            const client = nativeFace(offline(config), token, urnOf(token, "client"));
            const { inputs, failures } = await client.check({}, { name: "importer", clientType: "User import" });
            expect(failures).to.deep.equal([]);
            expect(inputs).to.deep.include({ clientType: "user-import", profile });
            const [failure] = await checked(offline(config), token, "b", { name: "b", clientType: "Screen capture" });
            expect(failure).to.match(/needs the file ".*screen-capture\.json", which does not exist/);
            expect(await checked(offline(config), token, "c", { name: "c" })).to.deep.equal([
                'provider client "c": clientType: is required, unless profile is declared [CC3060]',
            ]);
            expect(await checked(offline(config), token, "d", { name: "d", profile })).to.deep.equal([]);
        } finally {
            await rm(folder, { recursive: true });
        }
    });

    it("keeps an object that was created in part, in the form of the state", async () =>
        withInstance(async (from, sim) => {
            const group = nativeFace(from, "genesys:Group", urnOf("genesys:Group", "group"));
            const { inputs } = await group.check({}, { name: "G", description: "d", callsEnabled: true });
            sim.answerOnce("PUT /api/v2/groups/{groupId}", { status: 400, body: { code: "bad.request" } });
            const { id = "", properties = {} } = await thrown(group.create(inputs, 0));
            expect(properties).to.include({ name: "G" });
            expect(Object.keys(properties)).not.to.include.members(["__provider"]);
            expect(JSON.parse(JSON.stringify(properties))).to.deep.equal(properties);
            const outputs = await group.update(id, properties, inputs, 0);
            expect(outputs).to.include({ name: "G", description: "d" });
            expect(sim.tenant.groups.get(id)?.callsEnabled).to.equal(true);
        }));

    it("previews with a read-only client, and changes nothing with it", async () =>
        withInstance(
            async (from, sim) => {
                const role = nativeFace(from, "genesys:Role", urnOf("genesys:Role", "role"));
                const { inputs, failures } = await role.check({}, { name: "R", permissions: [] });
                expect(failures).to.deep.equal([]);
                sim.clearRequests();
                for (const work of [
                    role.create(inputs, 0),
                    role.update("id", inputs, inputs, 0),
                    role.delete("id", inputs, 0),
                ])
                    expect((await thrown(work)).message).to.match(/^the client \S+ only reads/);
                expect(sim.requests).to.deep.equal([]);
            },
            { READS: "1" },
        ));

    it("warns at preview about what a change removes, once", async () =>
        withInstance(async (from) => {
            const token = "genesys:Role";
            const role = nativeFace(from, token, urnOf(token, "role"));
            const [before, after] = [
                ["routing:queue:view", "analytics:conversationDetail:view"],
                ["routing:queue:view"],
            ];
            const { inputs } = await role.check({}, { name: "R", permissions: before });
            const printed = await printedDuring(async () => {
                const next = await role.check(inputs, { name: "R", permissions: after });
                await role.announce();
                await role.check(next.inputs, { name: "R", permissions: after });
                await role.announce();
            });
            expect(printed.match(/warning: role "R": .*analytics/g)).to.have.length(1);
        }));

    it("gives an operation the seconds of the engine", async () =>
        withInstance(async (from, sim) => {
            const role = nativeFace(from, "genesys:Role", urnOf("genesys:Role", "role"));
            const { inputs } = await role.check({}, { name: "R", permissions: [] });
            sim.intercept((call) => (call.startsWith("POST /api/v2/authorization/roles") ? "silence" : undefined));
            const { message } = await thrown(role.create(inputs, 0.3));
            expect(message).to.include("Timed out after 0.3 s.");
        }));
});

describe("an import by the native face", () => {
    it("reads an object whole, and its inputs are those that a program would write", async () =>
        withInstance(async (from) => {
            const token = "genesys:Role";
            const role = nativeFace(from, token, urnOf(token, "role"));
            const { inputs } = await role.check({}, { name: "R", permissions: ["routing:queue:view"] });
            const { id } = await role.create(inputs, 0);
            const theirs = nativeFace(from, token, "urn:pulumi:prod::emite::contactcenter:genesys:Role::role");
            expect((await thrown(theirs.read(id, { outputs: {} }))).message).to.include(
                'role "R" is managed by the stack emite/dev, as "role". Import it under that name',
            );
            expect(await theirs.read(id, { outputs: {}, inputs: {} }), "a get").to.have.property("outputs");
            const state = await role.read(id, { outputs: {} });
            expect(state?.inputs).to.deep.include({ name: "R", permissions: ["routing:queue:view"] });
        }));

    it("rejects an import of an id that does not exist, and says which id a name or an id with spaces stands for", () =>
        withInstance(async (from, sim) => {
            const idOf = <T>(all: Iterable<[string, T]>, isIt: (one: T) => boolean) =>
                [...all].find(([, one]) => isIt(one))?.[0] ?? "";
            const { divisions, groups, oauthClients, roles } = sim.tenant;
            const role = idOf(roles, ({ name }) => name === "Supervisor");
            const division = idOf(divisions, ({ home }) => home === true);
            const client = idOf(oauthClients, ({ name }) => name === "Reporting export");
            const cases: [ResourceToken, id: string, hint?: string][] = [
                ["genesys:Role", "Supervisor", `"Supervisor" has the id "${role}"`],
                ["genesys:OAuthClient", ` ${client} `, `"Reporting export" has the id "${client}"`],
                ["genesys:Group", role],
                ["genesys:GroupMembership", role],
                ["genesys:Integration", idOf(groups, () => true)],
                ["genesys:ClientApp", "a/b"],
                ...[role, `${role}/`, `/${division}`, `${role}/${division}`, `${role}/other`, ""].map(
                    (id): [ResourceToken, string] => ["genesys:RoleAssignment", id],
                ),
            ];
            for (const [token, id, hint] of cases) {
                const { message } = await thrown(
                    nativeFace(from, token, urnOf(token, "one")).read(id, { outputs: {} }),
                );
                const end = `with the id "${id}"${hint === undefined ? "" : `. ${hint}`} [CC1208]`;
                expect(message).to.match(/^this organization has no /);
                expect(message.slice(-end.length), message).to.equal(end);
            }
        }));

    it("rejects an import of an object that lacks what the type requires, in place of an empty value in the program", () =>
        withInstance(async (from, { tenant }) => {
            const config = { name: "Actions", version: 1, notes: "", properties: {}, advanced: {}, credentials: {} };
            const about = { type: "custom-rest-actions", intendedState: "ENABLED", settledAt: 0 } as const;
            tenant.integrations.set("actions", { id: "actions", ...about, config });
            const app = nativeFace(from, "genesys:ClientApp", urnOf("genesys:ClientApp", "one"));
            expect((await thrown(app.read("actions", { outputs: {} }))).message).to.equal(
                'client application "Actions" cannot be imported, because it has no "url". It is probably an object of ' +
                    "another kind. If not, declare it and run `contact-center adopt` [CC1218]",
            );
        }));

    it("accepts values that only the product knows as long as they stay, and rejects them in a new resource", () =>
        withInstance(async (from, { tenant }) => {
            const [group] = [...tenant.groups.values()];
            Object.assign(group ?? {}, { type: "custom" });
            const token = "genesys:Group";
            const one = nativeFace(from, token, urnOf(token, "one"));
            const state = await one.read(group?.id ?? "", { outputs: {} });
            if (state === undefined) return expect.fail("it exists");
            const news = { ...state.inputs, description: "Changed" };
            const { inputs, failures } = await one.check(state.inputs, news);
            expect(failures).to.deep.equal([]);
            await one.update(group?.id ?? "", state.outputs, inputs, 0);
            expect(group).to.deep.include({
                type: "custom",
                description: "Changed\nmanaged by pulumi-contact-center: emite/dev/one",
            });
            expect(await checked(from, token, "other", { ...news, name: "Other" })).to.deep.equal([
                'group "Other": type: must be one of "official", "social"; it is "custom" [CC1204]',
            ]);
        }));

    it("accepts an identity provider that was imported without its secret, but not another one in its place", async () => {
        const settings = { url: "https://acme.myeleveo.com", realm: "acme", clientId: "c", clientSecret: "s" };
        const from = offline({ "contactcenter:eleveo": JSON.stringify(settings) });
        const one = nativeFace(from, "eleveo:IdentityProvider", urnOf("eleveo:IdentityProvider", "one"));
        const addresses = { authorizationUrl: "https://a.example/a", tokenUrl: "https://a.example/t" };
        const olds = { alias: "a", providerId: "oidc", enabled: true, trustEmail: false, clientId: "c", ...addresses };
        const required =
            'identity provider "a": clientSecret: is required, unless clientAuthentication is "private_key_jwt" [CC3023]';
        const reasons = async (before: Bag, after: Bag) =>
            (await one.check(before, after)).failures.map(({ reason }) => reason);
        expect(await reasons(olds, { ...olds, displayName: "Login" })).to.deep.equal([]);
        expect(await reasons({}, olds)).to.deep.equal([required]);
        expect(await reasons({ ...olds, clientSecret: secret("s") }, olds), "removed").to.deep.equal([required]);
        expect(await reasons({ ...olds, alias: "b" }, olds), "replaced").to.deep.equal([required]);
        const signed = { ...olds, clientAuthentication: "private_key_jwt" };
        expect(await reasons(signed, { ...olds, clientAuthentication: "client_secret_post" })).to.deep.equal([
            required,
        ]);
    });
});

describe("the arguments of a component that are plain values", () => {
    const inputsOf = async (inputs: Bag, from = offline(), component = "Integration") => {
        const request = new messages.ConstructRequest();
        request.setName("emite");
        request.setType(`contactcenter:emite:${component}`);
        request.setInputs(toStruct(inputs) as never);
        for (const name of Object.keys(inputs)) {
            const urns = new messages.ConstructRequest.PropertyDependencies();
            urns.setUrnsList(["urn:other"]);
            request.getInputdependenciesMap().set(name, urns);
        }
        await openPlain(request, from);
        const dependencies = request.getInputdependenciesMap().toArray() as [string, unknown][];
        return { inputs: fromStruct(request.getInputs() as never), dependencies: dependencies.map(([name]) => name) };
    };

    it("are opened if they are known outputs, while the others stay outputs", async () => {
        const given = { owner: "team", names: { role: "R" }, members: { access: ["a@acme.example"] }, rotation: "1" };
        const { inputs, dependencies } = await inputsOf(given);
        expect(inputs).to.deep.equal(given);
        expect(dependencies).to.deep.equal(["rotation"]);
    });

    it("may contain secrets and unknown values where the component takes outputs", async () => {
        const members = { access: secret(["a@acme.example"]), dashboardViewers: [unknownValue] };
        const output = { [signatureKey]: outputSignature, dependencies: ["urn:other"] };
        expect((await inputsOf({ members })).inputs["members"]).to.deep.equal({
            access: { ...output, secret: true, value: ["a@acme.example"] },
            dashboardViewers: { ...output, secret: false },
        });
    });

    it("are rejected together if they are unknown, secret or of another type", async () => {
        const wrong = { owner: unknownValue, wfm: secret(false), permissions: ["a:b:c", 5], names: { role: null } };
        expect((await thrown(inputsOf({ ...wrong, members: "anna" }))).message.split("\n")).to.have.members([
            'the component "emite" has invalid arguments [CC1510]:',
            "owner: must be known before the component is created, so it cannot depend on a new resource [CC1507]",
            "wfm: must not be a secret, because the component uses it in names and in plain properties [CC1508]",
            "permissions[1]: must be a string; it is 5 [CC1203]",
            "names.role: must be a string; it is null [CC1203]",
            'members: must be an object; it is "anna" [CC1203]',
        ]);
    });

    it("name divisions by their names, or by what a lookup has returned", async () => {
        const divisions = ["Sales", { id: "1", name: "Support", home: false }];
        expect((await inputsOf({ licences: { divisions } })).inputs).to.deep.equal({ licences: { divisions } });
        const { inputs } = await inputsOf({ divisions }, new Instance(), "AgentLicences");
        expect(inputs).to.deep.equal({ divisions });
        const wrong = { licences: { divisions: [unknownValue, 5] } };
        expect((await thrown(inputsOf(wrong))).message).to.match(
            /\nlicences\.divisions\[0\]: must be known.+\n.+\[1\]: must be a string; it is 5/,
        );
    });

    it("name all divisions by an asterisk", async () =>
        withInstance(async (from, sim) => {
            const all = [...sim.tenant.divisions.values()].map(({ name }) => name);
            const named = (divisions: unknown) => (divisions as { name: string }[]).map(({ name }) => name);
            const { licences } = (await inputsOf({ licences: { divisions: ["*"] } }, from)).inputs as Bag;
            expect(named((licences as Bag)["divisions"])).to.have.members(all);
            const { inputs } = await inputsOf({ divisions: ["*"] }, from, "AgentLicences");
            expect(named(inputs["divisions"])).to.have.members(all);
        }));
});

describe("the settings of the native plugin", () => {
    const checked = async (inputs: Bag, name = "default") => {
        const request = new messages.CheckRequest();
        request.setUrn(`urn:pulumi:dev::emite::pulumi:providers:contactcenter::${name}`);
        request.setNews(toStruct(inputs) as never);
        const reasons: string[] = [];
        const printed = await printedDuring(async () => {
            reasons.push(
                ...checkConfig(request)
                    .getFailuresList()
                    .map((failure) => failure.getReason()),
            );
        });
        return { reasons, printed };
    };

    it("are rejected if a group is not an object or has another setting, without their values", async () => {
        const { reasons } = await checked({ genesys: '{"oauthClientSecret": "s', eleveo: secret({ uri: "s" }) });
        expect(reasons.join("\n"))
            .to.match(
                /^genesys must be an object with "region", .* \[CC1509\]\neleveo has no setting "uri"; did you mean/,
            )
            .and.not.include('oauthClientSecret": "s');
        expect((await checked({ genesys: unknownValue, webex: "{}", version: "1.0.0" })).reasons).to.deep.equal([]);
    });

    it("outside a group are rejected in a provider, and a warning in a stack", async () => {
        const wrong = { region: "eu-west-1", offlinepreview: "true" };
        const about = [
            ["offlinepreview", "offlinePreview"],
            ["region", "genesys.region"],
        ];
        expect(await checked(wrong, "emea")).to.deep.equal({
            reasons: about.map(
                ([name, meant]) => `${name} is not a setting of this provider; did you mean "${meant}"? [CC1505]`,
            ),
            printed: "",
        });
        const { reasons, printed } = await checked({ ...wrong, createTimeout: "5m" });
        expect(reasons).to.deep.equal([]);
        expect(printed.trim().split("\n")).to.deep.equal(
            about.map(
                ([name, meant]) =>
                    `warning: contactcenter:${name} is not a setting, so it is ignored; did you mean "${meant}"? [CC1511]`,
            ),
        );
    });
});
