import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import * as contact from "../../sdk";
import { Native } from "../engine/fixture";
import { type Fixture, onNewestKeycloak, withStack } from "./fixture";

const program = () => ({
    secret: new contact.eleveo.ProviderClient("importer", { name: "importer", clientType: "User import" }).clientSecret,
});
const run = ({ command }: Fixture, ...args: string[]) => command("eleveo", ...args);
/** The value of the mapper "source" is the client's id, and not a word that looks like it. */
const place = 'protocolMappers.source.config["claim.value"]';
const question = ["capture", "--client", "ucce-user-pusher-app", "--type", "User import"];
const capture = [...question, "--client-id-at", place];

/** Where the program finds the profiles: its process is not the command's. */
const useProfiles = ({ stack, folder }: Fixture, name: string) =>
    stack.setConfig("eleveo:profiles", join(folder, name));

onNewestKeycloak("contact-center eleveo", (version) => {
    it("capture writes a profile without ids and secret, the same at every run, and a client can be created from it", () =>
        withStack({ version, program, config: { "eleveo:profiles": "the profiles" } }, async (ground) => {
            const asked = await run(ground, ...question);
            expect(asked.output).to.include(`  ${place}`).and.include(`--client-id-at '${place}'`);
            await rm(join(ground.folder, "the profiles"), { recursive: true });
            const elsewhere = await run(ground, ...question, "--client-id-at", "client.enabled");
            expect(elsewhere.output).to.include(
                `has no text "ucce-user-pusher-app" at client.enabled. The possible places are: ${place}`,
            );
            const first = await run(ground, ...capture);
            expect(first.output).to.include("user-import.json written").and.include("Review the file");
            const file = join(ground.folder, "the profiles", "user-import.json");
            const text = await readFile(file, "utf8");
            const [client] = await ground.admin.get<ClientRepresentation[]>("/clients?clientId=ucce-user-pusher-app");
            const { value } = await ground.admin.get<{ value: string }>(`/clients/${client?.id}/client-secret`);
            for (const own of [client?.id ?? "", value, "ucce-user-pusher-app"]) expect(text).not.to.include(own);
            expect((await run(ground, ...capture)).output).to.include("unchanged");
            await useProfiles(ground, "the profiles");
            await ground.stack.must(["up", "--yes", "--skip-preview"]);
            expect(await ground.stack.steps("refresh")).to.deep.equal([]);

            await writeFile(file, text.replace('"serviceAccountsEnabled": true', '"serviceAccountsEnabled": false'));
            const refused = await run(ground, ...capture);
            expect(refused.code).to.equal(2);
            expect(refused.output).to.include("exists and differs").and.include("--force");
            expect((await run(ground, ...capture, "--force")).output).to.include("replaced");
            expect(await readFile(file, "utf8")).to.equal(text);
            expect(await ground.writes()).not.to.include("ACTION CLIENT");
        }));

    it("check says whether the stack's secret obtains a token, and never shows it", () =>
        withStack({ version, program }, async (ground) => {
            await useProfiles(ground, "profiles");
            await run(ground, ...capture);
            ground.program(() => {
                new Native("eleveo:ProviderClient", "native", { name: "native-importer", clientType: "User import" });
                return program();
            });
            const native = { ...ground.settings, profiles: join(ground.folder, "profiles") };
            await ground.stack.setConfig("contactcenter:eleveo", JSON.stringify(native), true);
            await ground.stack.must(["up", "--yes", "--skip-preview"]);
            const ofPlugin = await run(ground, "check", "--client", "native-importer");
            expect(ofPlugin.output).to.match(/^native-importer works: it obtained a token of the realm acme\d+\n$/);
            const { secret } = await ground.stack.outputs(true);
            const works = await run(ground, "check", "--client", "importer");
            expect(works.output).to.match(/^importer works: it obtained a token of the realm acme\d+\n$/);
            expect(works.code).to.equal(0);
            const [client] = await ground.admin.get<ClientRepresentation[]>("/clients?clientId=importer");
            await ground.admin.post(`/clients/${client?.id}/client-secret`, {});
            const broken = await run(ground, "check", "--client", "importer");
            expect(broken.output).to.match(/^importer does not work: .*40[01]/);
            expect(broken.code).to.equal(1);
            expect(works.output + broken.output).not.to.include(String(secret));
            const unknown = await run(ground, "check", "--client", "imprter");
            expect(unknown.code).to.equal(2);
            expect(unknown.output).to.include(
                'the stack test has no provider client "imprter". Its provider clients: "importer", "native-importer" [CC7022]',
            );
        }));

    it("clients marks those of ETL Manager; mistakes are reported in one clear line", () =>
        withStack({ version, program }, async (ground) => {
            expect((await run(ground, "clients")).stdout).to.equal(
                "etl-user-import  made by ETL Manager\nplatform\nucce-user-pusher-app\n",
            );
            const says = async (text: string, ...args: string[]) => {
                const { code, output } = await run(ground, ...args);
                expect(code, output).not.to.equal(0);
                expect(output).to.include(text);
            };
            await says(
                'has no client "nobody". Its clients with a service account are: etl-user-import',
                "capture",
                "--client",
                "nobody",
                "--type",
                "user-import",
            );
            await says("was created by ETL Manager", "capture", "--client", "etl-user-import", "--type", "user-import");
            await says("ETL Manager creates", "capture", "--client", "x", "--type", "ETL basic");
            await says("pulumi: no stack named 'nowhere' found", "clients", "--stack", "nowhere");
        }));
});
