import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import * as contact from "../../sdk";
import { example, type FixtureOptions, withStack } from "./fixture";

interface Mistake extends FixtureOptions {
    title: string;
    /** What the user reads. */
    says: (string | RegExp)[];
}

/** Arguments that a compiler would reject. */
type Loose = Record<string, unknown>;
const role = (args: Loose) => () => new contact.genesys.Role("role", args as never);
const client = (args: () => Loose) => () => new contact.genesys.OAuthClient("client", args() as never);
/** A role that the caller holds. */
const data = () => ({ roles: [{ role: contact.genesys.role("admin").then(({ id }) => id), divisions: ["*"] }] });
const fine = role({ name: "R", permissions: ["routing:queue:view"] });

const mistakes: Mistake[] = [
    {
        title: "missing credentials: every key and the command that sets it",
        program: fine,
        unconfigured: true,
        says: [
            "genesyscloud:region is missing: run `pulumi config set genesyscloud:region eu-west-1`",
            "genesyscloud:oauthClientId is missing",
            "genesyscloud:oauthClientSecret is missing: run `pulumi config set --secret genesyscloud:oauthClientSecret`",
        ],
    },
    {
        title: "wrong credentials",
        program: fine,
        secrets: { "genesyscloud:oauthClientSecret": "wrong" },
        says: ["400 invalid_client, POST /login/oauth/token", "Check the client id and secret of the configuration"],
    },
    {
        title: "a region that does not exist",
        program: fine,
        config: { "genesyscloud:region": "eu-wset-1" },
        says: ['unknown region "eu-wset-1"; did you mean "eu-west-1"?'],
    },
    {
        title: "a tenant that cannot be reached",
        program: fine,
        config: { "genesyscloud:gateway": "http://127.0.0.1:9" },
        says: [
            "Genesys Cloud could not be reached",
            "ECONNREFUSED",
            "127.0.0.1:9 does not accept connections from this machine. Check genesyscloud:gateway. If this network reaches it only " +
                "through a proxy, set HTTPS_PROXY.",
        ],
    },
    {
        title: "a permission with a typo",
        program: role({ name: "R", permissions: ["wfm:adhocForcast:view"] }),
        says: ['"wfm:adhocForcast:view" does not exist in this organization; did you mean "wfm:adhocForecast:view"?'],
    },
    {
        title: "an unknown scope",
        program: client(() => ({
            name: "C",
            grantType: "code",
            redirectUris: ["https://a.example"],
            scopes: ["user:readonly"],
        })),
        says: ['scope "user:readonly" does not exist; did you mean "users:readonly"?'],
    },
    {
        title: "a token life below and above the limits",
        program: () => {
            for (const life of [299, 38880001])
                new contact.genesys.OAuthClient("client" + life, {
                    name: "C" + life,
                    ...data(),
                    tokenLifetimeSeconds: life,
                });
        },
        says: [/tokenLifetimeSeconds: must be 300 to 38880000 seconds; it is (299|38880001)/],
    },
    {
        title: "a redirect address that is not absolute",
        program: client(() => ({ name: "C", grantType: "code", redirectUris: ["a.example/back"] })),
        says: ['redirectUris[0]: must be an absolute address; it is "a.example/back"'],
    },
    {
        title: "a client-credentials client without a role",
        program: client(() => ({ name: "C" })),
        says: ["roles: a client-credentials client needs at least one role"],
    },
    {
        title: "scopes on a client-credentials client",
        program: client(() => ({ name: "C", ...data(), scopes: ["users:readonly"] })),
        says: ["scopes: a client-credentials client cannot have scopes"],
    },
    {
        title: "a division that does not exist",
        program: () => {
            new contact.emite.AgentLicences("licences", { divisions: ["Slaes"] });
        },
        says: ['this organization has no division "Slaes"; did you mean "Sales"?'],
    },
    {
        title: "a division given by its name where an id is wanted",
        program: client(() => ({
            name: "C",
            roles: [{ role: contact.genesys.role("admin").then((r) => r.id), divisions: ["Sales"] }],
        })),
        says: [/It is the name of the division with the id "[0-9a-f-]+"\. Use genesys.division\("Sales"\)/],
    },
    {
        title: "a group member that does not exist",
        program: () => {
            const group = contact.genesys.group("Sales Europe").then((g) => g.id);
            new contact.genesys.GroupMembership("members", {
                group,
                members: ["anna.smith@acme.example", "nobody@acme.example"],
            });
        },
        says: [
            'members["nobody@acme.example"]: no user of this organization has the e-mail address "nobody@acme.example"',
        ],
    },
    {
        title: "two resources for the same object",
        program: () => {
            for (const name of ["one", "two"]) new contact.genesys.Group(name, { name: "emite_Access" });
        },
        says: ['genesys:Group: the resources "one" and "two" declare the same object, "emite_Access". Declare it once'],
    },
    {
        title: "several mistakes of one resource, together",
        program: client(() => ({ name: "", grantType: "codes", tokenLifetimeSeconds: 1, redirectUri: "x" })),
        says: [
            "has 4 problems",
            'redirectUri: is not a property of this resource; did you mean "redirectUris"?',
            "name: must not be empty",
            'it is "codes"; did you mean "code"?',
            "tokenLifetimeSeconds: must be 300 to 38880000 seconds; it is 1",
        ],
    },
    {
        title: "an eMite region without a code",
        program: () => {
            new contact.emite.Integration("emite", { region: "ap-south-1", organization: "acme" });
        },
        says: ['eMite has no code for the Genesys Cloud region "ap-south-1". It has codes for'],
    },
    {
        title: "members under a name that is none, as no compiler sees in a stack's configuration",
        program: example,
        config: { "emite:members": JSON.stringify({ dashboardViewer: ["anna.smith@acme.example"] }) },
        says: ['members has no "dashboardViewer". The keys are access, dashboardViewers, dashboardCreators'],
    },
    {
        title: "members that are no object",
        program: example,
        config: { "emite:members": JSON.stringify(["anna.smith@acme.example"]) },
        says: ['members must be an object with access, dashboardViewers, dashboardCreators; it is ["anna.smith'],
    },
    {
        title: "a short name with capitals and blanks",
        program: () => {
            new contact.emite.Integration("emite", { organization: "Acme Contact", region: "eu" });
        },
        says: [
            'the short name "Acme Contact" has capital letters, spaces or special characters',
            'for example "acmecontact"',
        ],
    },
];

describe("a mistake gets one clear error at preview, and nothing is changed", () => {
    const refused = ({ says, ...options }: Mistake): Promise<void> =>
        withStack(options, async ({ sim, stack }) => {
            const before = JSON.stringify(sim.dump());
            const { code, output } = await stack.preview();
            if (process.env["SHOW_MESSAGES"]) console.log(output);
            expect(code).not.to.equal(0);
            for (const text of says)
                if (typeof text === "string") expect(output).to.include(text);
                else expect(output).to.match(text);
            expect(output, "a stack trace").not.to.match(/\n\s+at .*\.(js|ts):\d+/);
            const { deployment } = await stack.state();
            const types = (deployment.resources ?? []).map(({ type }) => type);
            expect(types.filter((type) => type.startsWith("pulumi-nodejs:dynamic/"))).to.deep.equal([]);
            expect(sim.writes()).to.deep.equal([]);
            expect(JSON.stringify(sim.dump())).to.equal(before);
        });

    for (const mistake of mistakes) it(mistake.title, () => refused(mistake));

    it("a file ~/.genesyscloudjavascript/config that points elsewhere is ignored", async () => {
        const home = await mkdtemp(join(tmpdir(), "home-"));
        const before = process.env["HOME"];
        try {
            await mkdir(join(home, ".genesyscloudjavascript"));
            const log = join(home, "sdk.log");
            const file = `[general]\nhost = https://api.mypurecloud.jp\n[gateway]\nhost = 127.0.0.1\nport = 9\n[logging]\nlog_level = trace\nlog_to_console = true\nlog_file_path = ${log}\nlog_request_body = true\nlog_response_body = true\n`;
            await writeFile(join(home, ".genesyscloudjavascript", "config"), file);
            process.env["HOME"] = home;
            await withStack({ program: fine }, async ({ sim, stack }) => {
                await stack.must(["up", "--yes", "--skip-preview"]);
                expect(sim.calls("POST /api/v2/authorization/roles")).to.have.length(1);
            });
            expect(existsSync(log), "a log").to.equal(false);
        } finally {
            if (before === undefined) delete process.env["HOME"];
            else process.env["HOME"] = before;
            await rm(home, { recursive: true, force: true });
        }
    });
});
