import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import { readFleet } from "../../../cli/fleet/fleetFile";

/** A folder with files by name, including the fleet file. */
async function withFiles<T>(files: Readonly<Record<string, string>>, test: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "fleet-"));
    try {
        await mkdir(join(folder, "tenants"));
        for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
        return await test(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

const project = { "Pulumi.yaml": "name: platform\nruntime: nodejs\nstackConfigDir: tenants\n" };
const three = Object.fromEntries(["acme", "globex", "umbrella"].map((name) => [`tenants/Pulumi.${name}.yaml`, ""]));

const fleetOf = (text: string, files: Readonly<Record<string, string>> = {}) =>
    withFiles({ ...files, "fleet.yaml": text }, (folder) => readFleet(join(folder, "fleet.yaml")));
const namesOf = async (text: string, files: Readonly<Record<string, string>>) =>
    (await fleetOf(text, files)).map(({ stack, canary }) => (canary ? `${stack} first` : stack));
const refusal = (text: string, files: Readonly<Record<string, string>> = {}) =>
    fleetOf(text, files).then(
        () => "accepted",
        ({ message }: Error) => message,
    );

describe("a fleet file", () => {
    it("names stacks, and projects relative to itself", () =>
        withFiles(
            { "fleet.yaml": "tenants:\n    - stack: acme\n    - { stack: umbrella, project: ../other }\n" },
            async (folder) => {
                expect(await readFleet(join(folder, "fleet.yaml"))).to.deep.equal([
                    { stack: "acme", folder, canary: false },
                    { stack: "umbrella", folder: join(folder, "..", "other"), canary: false },
                ]);
            },
        ));

    it("with all of them names every stack that has a file of the project, and nothing else that lies there", async () => {
        const others = {
            "Pulumi.beside.yaml": "",
            "tenants/Pulumi.acme.deploy.yaml": "",
            "tenants/Pulumi.other.json": "",
            "tenants/Pulumi.yaml": "",
            "tenants/Pulumi.a b.yaml": "",
            "tenants/README.md": "",
        };
        expect(await namesOf("tenants: all\ncanaries: [globex]\n", { ...project, ...three, ...others })).to.deep.equal([
            "acme",
            "globex first",
            "umbrella",
        ]);
    });

    it("finds the stacks' files where older projects, projects in JSON and those without a folder for them have them", async () => {
        const all = "tenants: all";
        expect(await namesOf(all, { "Pulumi.yaml": "config: tenants", ...three })).to.have.length(3);
        expect(await namesOf(all, { "Pulumi.yaml": "name: a", "Pulumi.acme.yaml": "" })).to.deep.equal(["acme"]);
        expect(await namesOf(all, { "Pulumi.json": "{}", "Pulumi.eu.json": "", ...three })).to.deep.equal(["eu"]);
    });

    it("with mistakes is refused, and all of them are reported together by their paths", async () => {
        const error = await refusal(
            'tenants:\n    - { stack: "" }\n    - { project: x }\n    - { stack: a, stak: b }\n',
        );
        expect(error)
            .to.match(/fleet\.yaml cannot be used \[CC7033\]:\n/)
            .and.match(/^tenants\.0\.stack: /m)
            .and.match(/^tenants\.1\.stack: /m)
            .and.match(/^tenants\.2: .*stak/m);
        expect(await refusal("tenants: []")).to.match(/^tenants: must list at least one tenant \[CC7031\]$/m);
        expect(await refusal("tenants: al")).to.match(/^tenants: must be `all` or a list of tenants \[CC7032\]$/m);
        expect(await refusal("tenants: [\n")).to.match(/cannot be used \[CC7033\]:\n.*line 2/);
        expect(await refusal("")).to.match(/^tenants: /m);
        const names = await refusal("tenants: [{ stack: a }, { stack: a, project: . }]\ncanaries: [b, a, c]");
        expect(names)
            .to.match(/^tenants: "a" is listed twice \[CC7037\]$/m)
            .and.match(/^canaries\.0: "b" is not a tenant of this fleet \[CC7038\]$/m)
            .and.match(/^canaries\.2: "c" is not a tenant/m);
    });

    it("that is missing, or has no project next to it, is refused with the remedy", async () => {
        await withFiles({}, async (folder) => {
            const error = await readFleet(join(folder, "flet.yaml")).catch(({ message }: Error) => message);
            expect(error).to.match(/^there is no fleet file .*flet\.yaml. .*"tenants: all" \[CC7034\]$/);
        });
        expect(await refusal("tenants: all")).to.match(/there is no Pulumi\.yaml in /);
        expect(await refusal("tenants: all", project)).to.match(
            /tenants: `all` found no file .*tenants.Pulumi\.<tenant>\.yaml \[CC7036\]$/,
        );
        expect(await refusal("tenants: all", { "Pulumi.yaml": "name: [" })).to.match(
            /Pulumi\.yaml is not valid YAML: /,
        );
    });

    it("is accepted and rejected alike by the editor's schema", async () => {
        const schema = JSON.parse(
            await readFile(join(__dirname, "..", "..", "..", "schemas", "fleet.json"), "utf8"),
        ) as object;
        const accepts = new Ajv({ strict: true, strictTypes: false }).compile(schema);
        const good = [
            "tenants: all",
            "tenants: all\ncanaries: [acme]",
            "tenants: [{ stack: acme }]\ncanaries: []",
            "tenants: [{ stack: acme, project: ../x }, { stack: umbrella }]\ncanaries: [umbrella]",
        ];
        const bad = [
            "{}",
            "[]",
            "text",
            "tenants:",
            "tenants: every",
            "tenants: { stack: acme }",
            "tenants: []",
            "tenants: [acme]",
            'tenants: [{ stack: "" }]',
            'tenants: [{ stack: acme, project: "" }]',
            "tenants: [{ stack: 1 }]",
            "tenants: [{ stack: acme, canary: true }]",
            "tenants: all\ncanaries: acme",
            'tenants: all\ncanaries: [""]',
            "tenants: all\ncanaries: [1]",
            "tenants: all\nnames: []",
        ];
        for (const text of good) {
            expect(await refusal(text, { ...project, ...three }), text).to.equal("accepted");
            expect(accepts(parse(text)), text).to.equal(true);
        }
        for (const text of bad) {
            expect(await refusal(text, { ...project, ...three }), text).not.to.equal("accepted");
            expect(accepts(parse(text)), text).to.equal(false);
        }
    });
});
