import type { RequestListener } from "node:http";
import { expect } from "chai";
import { EleveoApi } from "../../../provider/eleveo/api";
import { clientTypeKey, clientTypeProblem, clientTypes, madeByEtlManager } from "../../../provider/eleveo/clientTypes";
import { mask, readSecret } from "../../../provider/eleveo/secret";
import type { ApiError } from "../../../provider/transport/errors";
import { eleveoSettings, realmBase, redirectUri } from "../../../provider/eleveo/settings";
import { eleveo } from "../../../sdk";
import { withHttpServer } from "../../httpServer";

const given = { url: "https://acme.example/", realm: "acme", clientId: "c", clientSecret: "s" };
const settings = (values: Record<string, string> = given, env = {}) =>
    eleveoSettings({ get: (key) => values[key.replace("eleveo:", "")] }, env);

describe("the connection to Eleveo", () => {
    it("reports every missing key in one error, with the command that sets it", () => {
        expect(() => settings({})).to.throw(/eleveo:url is missing: run `pulumi config set eleveo:url https/);
        expect(() => settings({})).to.throw(/config set --secret eleveo:clientSecret` or set ELEVEO_CLIENT_SECRET/);
    });

    it("accepts the context path with and without slashes, /auth by default, and the environment if the stack sets nothing", () => {
        expect(settings().contextPath).to.equal("/auth");
        for (const [written, path] of [
            ["/", ""],
            ["keycloak/", "/keycloak"],
            ["/a/b", "/a/b"],
        ] as const)
            expect(settings({ ...given, contextPath: written }).contextPath).to.equal(path);
        const { realm: _realm, ...rest } = given;
        expect(settings(rest, { ELEVEO_REALM: "other" }).realm).to.equal("other");
    });

    it("returns the Redirect URI in the form of Keycloak's broker", () => {
        expect(redirectUri(realmBase(settings()), "zoomcc")).to.equal(
            "https://acme.example/auth/realms/acme/broker/zoomcc/endpoint",
        );
    });
});

describe("Eleveo's client types", () => {
    it("are recognized by key and by the words of the screen, regardless of case", () => {
        for (const [key, words] of Object.entries(clientTypes))
            for (const written of [key, words, words.toUpperCase(), ` ${words} `])
                expect(clientTypeKey(written)).to.equal(key);
    });

    it("of ETL Manager are refused with the reason, and recognized on clients", () => {
        for (const type of ["ETL basic", "ETL user import", "ETL historical data import"]) {
            expect(clientTypeProblem(type)).to.include("ETL Manager creates");
            expect(madeByEtlManager({ clientId: "x", name: type })).to.equal(true);
        }
        expect(madeByEtlManager({ clientId: "etl-user-import-1" })).to.equal(true);
        expect(madeByEtlManager({ clientId: "user-import", name: "metl basic" })).to.equal(false);
    });
});

describe("webexContactCenter", () => {
    it("has Cisco's addresses for both regions, and a logout address only for the US", () => {
        const us = eleveo.webexContactCenter({ region: "us" });
        const eu = eleveo.webexContactCenter({ region: "eu", logoutUrl: "https://logout.example" });
        expect(us.logoutUrl).to.equal("https://idbroker.webex.com/idb/oauth2/v1/logout");
        expect({ ...eu, logoutUrl: "" }).to.deep.equal({ ...us, logoutUrl: "" });
        expect(us.trustEmail).to.equal(false);
        expect(() => eleveo.webexContactCenter({ region: "eu" })).to.throw(/logoutUrl is required for the region "eu"/);
        expect(() => eleveo.webexContactCenter({ region: "ap" as "us" })).to.throw(/must be "us" or "eu"; it is "ap"/);
    });
});

/** Answers that a Keycloak gives only in states that are hard to produce. */
async function withServer(answers: Record<string, unknown>, test: (api: EleveoApi) => Promise<void>): Promise<void> {
    const listener: RequestListener = (request, response) => {
        const [, body] = Object.entries(answers).find(([path]) => request.url?.includes(path)) ?? [];
        response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(body ?? { error: "not found" }));
    };
    await withHttpServer(listener, (url) => test(new EleveoApi({ ...settings(), url })));
}

describe("what Keycloak hides", () => {
    const token = { "openid-connect/token": { access_token: "a.b.c", expires_in: 60 } };

    it("a masked secret is never used as a secret", () =>
        withServer({ ...token, "client-secret": { type: "secret", value: mask } }, async (api) => {
            expect(await readSecret(api, "id")).to.equal(undefined);
        }));

    it("a list of an old server without pages ends", () =>
        withServer({ ...token, "/roles": Array.from({ length: 100 }, (_, id) => ({ id })) }, async (api) => {
            const found: unknown[] = [];
            for await (const one of api.pages("/roles")) found.push(one);
            expect(found).to.have.length(100);
        }));

    it("a 404 that is not Keycloak's is not a deleted object, and the message suspects a proxy", async () => {
        const listener: RequestListener = (request, response) => {
            const isToken = request.url?.endsWith("/token") === true;
            response.writeHead(isToken ? 200 : 404, { "content-type": isToken ? "application/json" : "text/html" });
            response.end(isToken ? JSON.stringify({ access_token: "a.b.c", expires_in: 60 }) : "<h1>Not found</h1>");
        };
        await withHttpServer(listener, async (url) => {
            const api = new EleveoApi({ ...settings(), url });
            const failure = await api.objects.clients.one("id").catch((error: ApiError) => error);
            expect(failure).to.include({ status: 404, gone: false });
            expect((failure as ApiError).remedy).to.include("A proxy in front of it may block /admin");
            expect(await api.serverInfo()).to.equal(undefined);
            const [problem] = await api.lacking(["manage-clients"]);
            expect(problem?.reason).to.include("A proxy in front of it may block /admin");
        });
    });
});
