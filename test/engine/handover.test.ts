import { copyFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { generateIdentity, identityToRecipient, Decrypter } from "age-encryption";
import { expect } from "chai";
import { printedDuring, tenantConfig, withStack } from "./fixture";

describe("contact-center handover", () => {
    it("fills in the form if everything is true, with secrets only for the recipients; says what is not true, and exits with 1", () =>
        withStack({ config: tenantConfig }, async ({ sim, stack, folder, command }) => {
            const printed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(printed.match(/^note: .*$/gm)).to.deep.equal([
                'note: OAuth client "emite_SSO": if the organization enforces OAuth scopes, an administrator must approve ' +
                    "it once (Admin → Integrations → Authorized Applications). Until then users cannot log in with it.",
            ]);
            const { clientSecrets, clientIds, redirectUrl } = (await stack.outputs(true)) as {
                clientSecrets: Record<string, string>;
                clientIds: Record<string, string>;
                redirectUrl: string;
            };
            const identity = await generateIdentity();
            const form = join(folder, "form.html");
            const good = await command("handover", "-o", form, "--recipient", await identityToRecipient(identity));
            expect(good.output).to.match(
                /^\d+ checks, 0 failed, 1 not verified; the secrets are in .*form.html.age\n$/,
            );
            expect(good.code).to.equal(0);
            for (const file of [form, `${form}.age`]) expect((await stat(file)).mode & 0o777).to.equal(0o600);
            const page = await readFile(form, "utf8");
            for (const shown of [...Object.values(clientIds), redirectUrl, "acme", "eu-west-1", "login.mypurecloud.ie"])
                expect(page).to.include(shown.replaceAll("&", "&amp;"));
            const approval = "an administrator must approve emite_SSO once";
            expect(page).to.include(`If the organization enforces OAuth scopes, ${approval}`);
            const decrypter = new Decrypter();
            decrypter.addIdentity(identity);
            const secrets = JSON.parse(await decrypter.decrypt(await readFile(`${form}.age`), "text")) as Record<
                string,
                string
            >;
            for (const [client, secret] of Object.entries(clientSecrets)) {
                expect(secrets[`${client}: Client Secret`]).to.equal(secret);
                expect(page + good.output).not.to.include(secret);
            }

            const client = [...sim.tenant.oauthClients.values()].find(({ name }) => name === "emite_APIdata");
            const sso = [...sim.tenant.oauthClients.values()].find(({ name }) => name === "emite_SSO");
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "eMite Data Integration");
            if (!client || !sso || !role) throw new Error("they are not there");
            client.state = "inactive";
            sso.registeredRedirectUri = ["https://elsewhere.example"];
            const bad = await command("handover", "--format", "markdown");
            expect(bad.code).to.equal(1);
            expect(bad.stdout.replaceAll("\\_", "_")).to.include(approval);
            expect(bad.stdout).to.include("Do not hand this over yet: 3 of");
            expect(bad.stdout).to.include('- `OAuth client "emite_APIdata": state is "inactive" instead of "active"`');
            expect(bad.stdout).to.match(/- `secret of the OAuth client "emite_APIdata": obtains no token \(400 /);
            expect(bad.stdout).to.include(
                `- \`OAuth client "emite_SSO": redirectUris lacks ${redirectUrl}; redirectUris has https://elsewhere.example, which is not declared`,
            );
            const keep = process.env["KEEP_FORM"]; // to look at it
            if (keep) {
                await command("handover", "-o", keep);
                await copyFile(form, `${keep}.good.html`);
            }
            const json = JSON.parse((await command("handover", "--format", "json")).stdout) as {
                checks: { problem?: string }[];
            };
            expect(json.checks.filter(({ problem }) => problem)).to.have.length(3);
        }));

    it("refuses what would disclose a secret", () =>
        withStack({ config: tenantConfig }, async ({ folder, command }) => {
            const says = async (text: string, ...args: string[]) => {
                const { code, output } = await command("handover", ...args);
                expect(code).to.equal(2);
                expect(output).to.include(text);
            };
            await says("--reveal works only on a terminal", "--reveal");
            await says("--recipient needs --output", "--recipient", "age1x");
            await says("the stack has no emite.Integration. Run `pulumi up` first", "-o", join(folder, "f"));
        }));
});
