import { expect } from "chai";
import { github } from "../../../cli/ci/scm/github";
import { gitlab } from "../../../cli/ci/scm/gitlab";
import { sync } from "../../../cli/imagicle/sync";
import { tenantSettings } from "../../../cli/tenant/settings";
import { Connections } from "../../../provider/core/connections";
import { eleveo } from "../../../provider/eleveo/api";
import { genesys } from "../../../provider/genesys/api";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { messageText } from "../../../provider/transport/foreignText";
import { printedDuring } from "../../printed";

type Config = Record<string, string>;

/** How an address that gets credentials is set, and the result; the environment allows http or not. */
const places: Record<string, (address: string, config: Config, env: NodeJS.ProcessEnv) => Promise<unknown>> = {
    "the gateway of Genesys Cloud": async (address, config, env) =>
        connections(config, env, { "genesyscloud:gateway": address }).settings(genesys),
    "the address of Eleveo": async (address, config, env) =>
        connections(config, env, { "eleveo:url": address }).settings(eleveo),
    "the gateway of a new tenant": async (address, config, env) =>
        tenantSettings(
            "acme",
            { region: "eu", clientId: "c", gateway: address },
            { ...env, ...asEnvironment(config) },
            [],
        ),
    "the API of GitHub": async (address, config, env) =>
        github({
            ...{ ...env, ...asEnvironment(config) },
            ...{ GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "a/b", GITHUB_API_URL: address },
            GITHUB_GRAPHQL_URL: "https://api.github.com/graphql",
        }),
    "the API of GitLab": async (address, config, env) =>
        gitlab({
            ...{ ...env, ...asEnvironment(config) },
            ...{ GITLAB_TOKEN: "t", CI_PROJECT_ID: "5", CI_API_V4_URL: address },
        }),
};

const asEnvironment = (config: Config): NodeJS.ProcessEnv =>
    config["contactcenter:allowHttp"] === undefined
        ? {}
        : { CONTACTCENTER_ALLOW_HTTP: config["contactcenter:allowHttp"] };

const connections = (config: Config, env: NodeJS.ProcessEnv, more: Config) => {
    const all: Config = {
        "genesyscloud:region": "eu-west-1",
        "genesyscloud:oauthClientId": "c",
        "genesyscloud:oauthClientSecret": "s",
        "eleveo:realm": "acme",
        "eleveo:clientId": "c",
        "eleveo:clientSecret": "s",
        ...config,
        ...more,
    };
    return new Connections({ get: (key) => all[key] }, env);
};

const messageOf = (work: Promise<unknown>): Promise<string | undefined> =>
    work.then(
        () => undefined,
        (error: Error) => error.message,
    );

describe("an address that gets credentials", () => {
    for (const [name, use] of Object.entries(places)) {
        it(`must be https: ${name}`, async () => {
            for (const address of ["http://acme.example", "http://10.0.0.1:8080", "http://localhost.example"]) {
                const message = await messageOf(use(address, {}, {}));
                expect(message).to.include(`must be an https address; it is "${address}"`);
                expect(message).to.include("contactcenter:allowHttp").and.include("CONTACTCENTER_ALLOW_HTTP=true");
                expect(await messageOf(use(address, { "contactcenter:allowHttp": "true" }, {}))).to.equal(undefined);
                expect(await messageOf(use(address, {}, { CONTACTCENTER_ALLOW_HTTP: "true" }))).to.equal(undefined);
                expect(await messageOf(use(address, {}, { CONTACTCENTER_ALLOW_HTTP: "false" }))).to.equal(message);
            }
            for (const address of [
                "https://acme.example",
                "http://127.0.0.1:1",
                "http://127.9.9.9",
                "http://localhost:1",
                "http://[::1]:1",
                "http://keycloak.localhost",
            ])
                expect(await messageOf(use(address, {}, {})), address).to.equal(undefined);
        });

        it(`is shown without user and password, whether it is valid or not: ${name}`, async () => {
            for (const address of [
                "https://user:hush@acme.example",
                "http://user:hush@acme.example/x",
                "http://user:hush@127.0.0.1",
                "ftp://user:hush@acme.example",
                "https//user:hush@acme.example",
                "https://user:hu/sh@acme.example",
                "https://user:hu@hush@acme.example:x",
                "user:hush@acme.example",
                "https://hush@acme.example",
            ]) {
                const message = await messageOf(use(address, { "contactcenter:allowHttp": "true" }, {}));
                expect(message, address).to.match(/must (be|not contain)/);
                expect(message, address).not.to.match(/hush|hu\/|user:/);
            }
        });
    }

    it("of Imagicle must be https: on the command line, and in a user sync at preview and at `up`", async () => {
        process.env["IMAGICLE_PASSWORD"] = "hush";
        try {
            expect(await messageOf(sync({ url: "http://imagicle.example", username: "u" }))).to.include(
                '--url must be an https address; it is "http://imagicle.example"',
            );
        } finally {
            delete process.env["IMAGICLE_PASSWORD"];
        }
        const inputs = {
            name: "acme",
            users: {},
            start: { url: "http://imagicle.example", username: "u" },
            startPassword: "hush",
            live: { url: "http://webex.example" },
        };
        const face = faceOf(new Instance(), "imagicle:UserSync");
        const { failures = [] } = (await face.check?.({}, inputs)) ?? {};
        const text = failures.map(({ reason }) => reason).join("\n");
        expect(text).to.include("start.url: it must be an https address").and.include("live.url: it must be an https");
        const { live: _live, ...started } = inputs;
        await printedDuring(async () => {
            const message = await messageOf(face.create?.(started) ?? Promise.resolve());
            expect(message).to.include("start.url must be an https");
        });
    });
});

describe("a message", () => {
    it("holds no user or password of an address, wherever the address comes from", () => {
        expect(messageText("cloning https://token@git.example/a and postgres://u:p@db/x?y")).to.equal(
            "cloning https://…@git.example/a and postgres://…@db/x?y",
        );
        for (const text of ["https://acme.example/a@b", "anna@acme.example", "https://acme.example?a=b@c"])
            expect(messageText(text)).to.equal(text);
    });
});
