import type { RequestListener } from "node:http";
import tls from "node:tls";
import { expect } from "chai";
import { github } from "../../../cli/ci/scm/github";
import { gitlab } from "../../../cli/ci/scm/gitlab";
import { fetchWebexData } from "../../../provider/imagicle/webexApi";
import { startSync } from "../../../provider/imagicle/sync";
import type { ApiError } from "../../../provider/transport/errors";
import { proxyFor } from "../../../provider/transport/proxy";
import { certificates } from "../../data/certificates";
import { answering, eleveoAt, genesysAt } from "./answering";
import { behindProxy, type Proxied, type ProxyOptions, withVariables } from "./proxied";

const genesys = () => genesysAt("https://api.mypurecloud.ie", "https://login.mypurecloud.ie");
const eleveo = () => eleveoAt("https://acme.myeleveo.com");

/** Every way in which credentials leave this library, with the hosts that they are sent to. */
const calls: readonly [name: string, call: () => Promise<unknown>, hosts: string[]][] = [
    ["Genesys Cloud", () => genesys().vendor.groups.getGroup("g"), ["login.mypurecloud.ie", "api.mypurecloud.ie"]],
    [
        "the vendor's SDK",
        () => genesys().vendor.groups.deleteGroup("g"),
        ["login.mypurecloud.ie", "api.mypurecloud.ie"],
    ],
    ["Eleveo", () => eleveo().get("/clients"), ["acme.myeleveo.com"]],
    ["Webex", () => fetchWebexData({ token: "t" }), ["webexapis.com"]],
    [
        "Imagicle",
        () => startSync({ url: "https://imagicle.acme.example", username: "u", password: "p" }),
        ["imagicle.acme.example"],
    ],
    [
        "GitHub",
        () =>
            github({
                GITHUB_TOKEN: "t",
                GITHUB_API_URL: "https://api.github.com",
                GITHUB_GRAPHQL_URL: "https://api.github.com/graphql",
                GITHUB_REPOSITORY: "acme/platform",
            }).issues("drift"),
        ["api.github.com"],
    ],
    [
        "GitLab",
        () =>
            gitlab({
                GITLAB_TOKEN: "t",
                CI_API_V4_URL: "https://gitlab.acme.example/api/v4",
                CI_PROJECT_ID: "5",
            }).issues("drift"),
        ["gitlab.acme.example"],
    ],
];

/** Answers each of them with the minimum. */
const answer: RequestListener = ({ method, url = "" }, response) => {
    const path = url.split("?")[0] ?? "";
    const lists = /\/(organizations|people|workspaces)$/.exec(path) ? "items" : path.split("/").at(-1);
    const body = /\/token$/.test(path)
        ? { access_token: "t", expires_in: 300 }
        : path.endsWith("/graphql")
          ? { data: { viewer: { login: "me" } } }
          : /\/(issues|clients)$/.test(path)
            ? []
            : { id: "1", name: "n", entities: [], pageCount: 1, items: [], phoneNumbers: [], [lists ?? ""]: [] };
    const status = path.endsWith("/Sync/Start") ? 202 : method === "DELETE" ? 204 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(status === 204 ? "" : JSON.stringify(body));
};

/** An error of a product, or any other. */
type Failure = Error & Partial<Pick<ApiError, "remedy" | "gone" | "outcomeUnknown">>;

const failureOf = (work: Promise<unknown>): Promise<Failure> =>
    work.then(
        (value) => expect.fail(`it must fail, and gave ${JSON.stringify(value)}`),
        (error: Failure) => error,
    );

/** What a person sees. */
const shown = ({ message, remedy }: Failure) => [message, remedy].filter(Boolean).join("\n");

describe("a proxy", () => {
    const trusted = tls.getCACertificates("default");
    beforeEach(() => tls.setDefaultCACertificates([...trusted, certificates.authority]));
    afterEach(() => tls.setDefaultCACertificates(trusted));

    const through = <T>(test: (network: Proxied) => Promise<T>, options?: ProxyOptions): Promise<T> =>
        behindProxy(answer, (network) => withVariables({ HTTPS_PROXY: network.proxy }, () => test(network)), options);

    for (const [name, call, hosts] of calls)
        it(`carries every request to ${name}`, () =>
            through(async ({ carried, served }) => {
                await call();
                expect(new Set(carried)).to.deep.equal(new Set(hosts.map((host) => `CONNECT ${host}:443`)));
                expect(new Set(served.map((one) => /^\w+ ([^/]+)/.exec(one)?.[1]))).to.deep.equal(new Set(hosts));
            }));

    it("that refuses is named, with its status and without its password; its answer never counts as the server's", async () => {
        for (const [name, call] of calls)
            for (const status of name === "Eleveo" ? [407, 403, 404, 302, 204] : [407])
                await behindProxy(
                    answer,
                    async ({ proxy, served, carried }) => {
                        const secret = proxy.replace("//", "//user:hush%40hush@");
                        const error = await withVariables({ HTTPS_PROXY: secret }, () => failureOf(call()));
                        const text = shown(error);
                        expect(text, name).to.include(`ERR_PROXY_${status}`).and.include(`The proxy ${proxy} `);
                        expect(text).to.include(status === 407 ? "user and a password" : `answered ${status}`);
                        expect(text).not.to.include("hush");
                        expect(error.gone ?? false).to.equal(false);
                        expect(error.outcomeUnknown ?? false).to.equal(false);
                        expect(served).to.deep.equal([]);
                        expect(carried.length).to.be.within(1, 12);
                    },
                    { refuses: () => status },
                );
    }).timeout(60_000);

    it("gets the user and the password of its address", () =>
        behindProxy(
            answer,
            async ({ proxy }) => {
                const withUser = proxy.replace("//", "//user:p%40ss@");
                await withVariables({ https_proxy: withUser }, () => eleveo().get("/clients"));
            },
            {
                refuses: (given) =>
                    given === `Basic ${Buffer.from("user:p@ss").toString("base64")}` ? undefined : 407,
            },
        ));

    it("that cannot be reached is named, with the variable that sets it", () =>
        withVariables({ HTTPS_PROXY: "http://user:hush@127.0.0.1:9" }, async () => {
            for (const [name, call] of calls) {
                const text = shown(await failureOf(call()));
                expect(text, name).to.include("ECONNREFUSED").and.include("go through the proxy http://127.0.0.1:9");
                expect(text).to.include("HTTPS_PROXY").and.include("NO_PROXY").and.not.include("hush");
            }
        }));

    it("with an invalid address is one error, without its password", async () => {
        for (const address of ["socks5://user:hush@127.0.0.1:9", "http://user:hu/sh@127.0.0.1:9"])
            await withVariables({ HTTPS_PROXY: address }, async () => {
                for (const [name, call] of calls) {
                    const { message } = await failureOf(call());
                    expect(message, name).to.include("HTTPS_PROXY must be an http or https address");
                    expect(message).not.to.match(/hu\/?sh/);
                }
            });
    });

    it("is not used for loopback", () =>
        answering(
            (_, response) => response.end("[]"),
            (url) =>
                withVariables({ HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" }, async () =>
                    expect(await eleveoAt(url).get("/clients")).to.deep.equal([]),
                ),
        ));

    it("carries plain http too, as a request for the whole URL", () =>
        behindProxy(answer, ({ proxy, carried }) =>
            withVariables({ HTTP_PROXY: proxy }, async () => {
                expect(await eleveoAt("http://acme.example").get("/clients")).to.deep.equal([]);
                expect(carried).to.include("GET http://acme.example/admin/realms/acme/clients");
            }),
        ));
});

describe("a proxy of http addresses", () => {
    it("that asks for a password is named", () =>
        behindProxy(
            answer,
            ({ proxy }) =>
                withVariables({ HTTP_PROXY: proxy }, async () => {
                    const text = shown(await failureOf(eleveoAt("http://acme.example").get("/clients")));
                    expect(text).to.include("ERR_PROXY_407").and.include(`The proxy ${proxy} requires a user`);
                }),
            { refuses: () => 407 },
        ));
});

describe("NO_PROXY", () => {
    const via = (url: string, no_proxy: string) =>
        proxyFor(new URL(url), { HTTPS_PROXY: "proxy:3128", http_proxy: "http://plain:1", NO_PROXY: no_proxy })?.host;

    it("names hosts, domains, ports and ranges of addresses", () => {
        for (const list of [
            "*",
            "api.acme.example",
            "API.Acme.Example",
            "acme.example",
            ".acme.example",
            "*.acme.example",
            "other.example, acme.example",
            "other.example acme.example:443",
        ])
            expect(via("https://api.acme.example/x", list), list).to.equal(undefined);
        for (const list of ["", "example.org", "cme.example", "api.acme.example:8443", "api", ".api.acme.example"])
            expect(via("https://api.acme.example/x", list), list).to.equal("proxy:3128");
        for (const list of ["10.0.0.0/8", "10.1.2.3", "10.1.2.3:8443"])
            expect(via("https://10.1.2.3:8443/", list), list).to.equal(undefined);
        for (const list of ["11.0.0.0/8", "10.1.2.3:443", "10.0.0.0/99", "10.0.0.0/x", "::/0"])
            expect(via("https://10.1.2.3:8443/", list), list).to.equal("proxy:3128");
        for (const list of ["fd00::/8", "[fd00::1]", "fd00::1"])
            expect(via("https://[fd00::1]/", list), list).to.equal(undefined);
    });

    it("is not needed for loopback, and http has its own variable", () => {
        for (const host of ["localhost", "127.0.0.1", "127.8.9.1", "[::1]", "keycloak.localhost"])
            expect(via(`https://${host}/`, "")).to.equal(undefined);
        expect(via("http://acme.example", "")).to.equal("plain:1");
    });
});

describe("a connection that fails says what to do", () => {
    const failing = (url: string) =>
        withVariables({}, async () => shown(await failureOf(eleveoAt(url).get("/clients"))));

    it("for a name that is not known, and for a port that nobody listens on", async () => {
        const unknown = await failing("https://no-such-host.invalid");
        expect(unknown).to.match(/ENOTFOUND|EAI_AGAIN/);
        expect(unknown).to.include("Check eleveo:url").and.include("set HTTPS_PROXY");
        expect(await failing("https://127.0.0.1:9"))
            .to.include("ECONNREFUSED")
            .and.include("set HTTPS_PROXY");
    }).timeout(30_000);

    it("for a certificate of an unknown authority, and does not try again", () =>
        behindProxy(answer, ({ proxy, carried }) =>
            withVariables({ HTTPS_PROXY: proxy }, async () => {
                for (const [name, call] of calls) {
                    const text = shown(await failureOf(call()));
                    expect(text, name).to.include("UNABLE_TO_VERIFY_LEAF_SIGNATURE").and.include("NODE_EXTRA_CA_CERTS");
                }
                expect(carried.filter((one) => one.includes("myeleveo"))).to.have.length(1);
            }),
        ));

    it("for a certificate of another name", () =>
        behindProxy(answer, ({ proxy }) =>
            withVariables({ HTTPS_PROXY: proxy }, async () => {
                tls.setDefaultCACertificates([certificates.authority]);
                try {
                    const text = shown(await failureOf(eleveoAt("https://other.example").get("/clients")));
                    expect(text).to.include("ERR_TLS_CERT_ALTNAME_INVALID").and.include("is for another name");
                } finally {
                    tls.setDefaultCACertificates(tls.getCACertificates("bundled"));
                }
            }),
        ));
});
