import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Browser, chromium, type Page } from "playwright-core";
import { keycloakVersions } from "../../tools/keycloak";
import { Admin } from "../../tools/keycloak/admin";
import * as contact from "../../sdk";
import { expectPicture } from "../browser/picture";
import { type Fixture, keycloak, onEveryKeycloak, withStack } from "./fixture";

const person = { username: "clara", email: "clara.smith@acme.example", firstName: "Clara", lastName: "Smith" };
const password = "only-for-this-realm";
const webexSecret = "webex-client-secret";

/** An application of Eleveo, as far as a login goes: where the browser ends. */
async function startApplication(): Promise<{ address: string; server: Server }> {
    const server = createServer((_request, response) => response.end("<title>Application</title>You are logged in."));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** A realm that plays Webex Contact Center's OAuth server; a person's data is only in its user info. */
async function makeWebex({ keycloak: server, settings }: Fixture, redirect: string): Promise<string> {
    const admin = await Admin.logIn(server);
    const realm = `webex-${settings.realm}`;
    await admin.post("", {
        realm,
        enabled: true,
        clients: [{ clientId: "C1", secret: webexSecret, redirectUris: [redirect], standardFlowEnabled: true }],
        users: [
            { ...person, enabled: true, emailVerified: true, credentials: [{ type: "password", value: password }] },
        ],
    });
    interface Scope {
        id: string;
        name: string;
        protocolMappers?: { id: string; config: Record<string, string> }[];
    }
    const scopes = await admin.get<Scope[]>(`/${realm}/client-scopes`);
    for (const { id, protocolMappers = [] } of scopes.filter(({ name }) => ["profile", "email"].includes(name)))
        for (const mapper of protocolMappers)
            await admin.put(`/${realm}/client-scopes/${id}/protocol-mappers/models/${mapper.id}`, {
                ...mapper,
                config: { ...mapper.config, "id.token.claim": "false", "access.token.claim": "false" },
            });
    return `${server.url}${server.contextPath}/realms/${realm}/protocol/openid-connect`;
}

const program = (webex: string, displayName?: string) => () => {
    const before = contact.eleveo.redirectUri("webexcc");
    const { redirectUri, checklist } = new contact.eleveo.WebexContactCenterLogin("login", {
        region: "us",
        clientId: "C1",
        clientSecret: new pulumi.Config().requireSecret("webexSecret"),
        displayName,
        identityProvider: {
            authorizationUrl: `${webex}/auth`,
            tokenUrl: `${webex}/token`,
            userInfoUrl: `${webex}/userinfo`,
            logoutUrl: `${webex}/logout`,
        },
    });
    return { before, redirectUri, checklist };
};

/** Where people reach the realm: a name of this machine that the stack does not use. */
function frontendOf({ settings: { url, contextPath, realm } }: Pick<Fixture, "settings">): string {
    const frontend = new URL(`${url}${contextPath}/realms/${realm}`);
    frontend.hostname = "localhost";
    return frontend.href;
}

/** Opens the login page, clicks the button, logs in at Webex; returns who Eleveo says it is. */
async function logIn({ admin, ...ground }: Fixture, browser: Browser, application: string, pictured = false) {
    const openId = `${frontendOf(ground)}/protocol/openid-connect`;
    const client = { client_id: "qm", redirect_uri: application };
    await admin
        .post("/clients", { clientId: "qm", publicClient: true, redirectUris: [`${application}*`] })
        .catch(() => {
            // It exists from the first login.
        });
    const context = await browser.newContext({ viewport: { width: 900, height: 640 } });
    try {
        const page = await context.newPage();
        await page.goto(
            `${openId}/auth?${String(new URLSearchParams({ ...client, response_type: "code", scope: "openid profile email" }))}`,
        );
        const button = page.getByRole("link", { name: "Webex" });
        const label = (await button.textContent())?.trim();
        if (pictured) await expectPicture(page, "eleveo-login", { width: 900, height: 640 });
        await button.click();
        await atWebex(page);
        await page.waitForURL(`${application}**`);
        const code = new URL(page.url()).searchParams.get("code") ?? "";
        const form = new URLSearchParams({ ...client, grant_type: "authorization_code", code });
        const answer = await fetch(`${openId}/token`, { method: "POST", body: form });
        const { access_token } = (await answer.json()) as { access_token: string };
        const info = await fetch(`${openId}/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
        return { label, user: (await info.json()) as Record<string, unknown> };
    } finally {
        await context.close();
    }
}

async function atWebex(page: Page): Promise<void> {
    await page.locator("#username").fill(person.username);
    await page.locator("#password").fill(password);
    await page.locator("#kc-login").click();
}

onEveryKeycloak("a login through Webex Contact Center, in a real browser", (version) => {
    let browser: Browser;
    before(async function () {
        if (this.test?.parent?.pending) return;
        await keycloak(version);
        const { default: binary } = await import("@sparticuz/chromium");
        browser = await chromium.launch({ executablePath: await binary.executablePath(), args: ["--no-sandbox"] });
    });
    after(() => browser?.close());

    it("the button leads through both and back to the realm's Frontend URL; name and e-mail address come from user info, also after a change", () =>
        withStack({ version, secrets: { "test:webexSecret": webexSecret } }, async (ground) => {
            const { address, server } = await startApplication();
            try {
                const frontend = frontendOf(ground);
                const attributes = { frontendUrl: frontend.replace(/\/realms\/.*/, "") };
                await ground.admin.put("", { ...(await ground.admin.get<object>("")), attributes });
                // Webex sends people back to this address only.
                const webex = await makeWebex(ground, `${frontend}/broker/webexcc/endpoint`);
                ground.program(program(webex));
                await ground.stack.must(["up", "--yes", "--skip-preview"]);
                const { before, redirectUri, checklist } = await ground.stack.outputs();
                expect([before, redirectUri]).to.deep.equal(Array(2).fill(`${frontend}/broker/webexcc/endpoint`));
                expect(String(checklist)).to.include(`Redirect URI ${frontend}/broker/webexcc/endpoint`);
                expect(String(checklist)).to.include(`open ${new URL(frontend).origin} and`);
                // For docs/eleveo.md, as the newest version shows it.
                const first = await logIn(ground, browser, address, version === keycloakVersions[0]);
                expect(first.label).to.equal("Webex CC");
                expect(first.user).to.include({
                    email: person.email,
                    given_name: person.firstName,
                    family_name: person.lastName,
                });
                ground.program(program(webex, "Webex"));
                await ground.stack.must(["up", "--yes", "--skip-preview"]);
                const second = await logIn(ground, browser, address);
                expect(second.label).to.equal("Webex");
                expect(second.user["sub"]).to.equal(first.user["sub"]);
            } finally {
                server.close();
            }
        }));
});
