import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Bill, softwareBill } from "../../tools/sbom/bill";
import { allowed, isAllowed, licencesPage, licensed } from "../../tools/sbom/licences";

const root = join(__dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
};

describe("what the package brings into a project", () => {
    let own: Bill;
    let all: Bill;
    before(async () => {
        own = await softwareBill(false);
        all = await softwareBill(true);
    });

    it("is listed in a CycloneDX document: every dependency and peer, none of development", () => {
        const names = (bill: Bill) => bill.components.map(({ name }) => name);
        expect(all).to.include({ bomFormat: "CycloneDX", specVersion: "1.5" });
        expect(all.metadata.component).to.include({ name: "pulumi-contact-center", version: manifest.version });
        expect(names(own)).to.include.members(Object.keys(manifest.dependencies));
        expect(names(all)).to.include.members([...names(own), ...Object.keys(manifest.peerDependencies)]);
        const ofDevelopment = ["mocha", "typedoc", "oxlint", "playwright-core", "pulumi-contact-center"];
        expect(names(all).filter((name) => ofDevelopment.includes(name))).to.deep.equal([]);
        for (const { name, version, purl } of all.components)
            expect(purl).to.equal(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    });

    it("is under licenses that require nothing but a notice", () => {
        expect(licensed(all).filter((one) => !isAllowed(one))).to.deep.equal([]);
        const one = { name: "x", version: "1.0.0" };
        for (const licence of ["GPL-3.0", "(MIT AND AGPL-3.0)", "unknown", "SEE LICENSE IN LICENSE"])
            expect(isAllowed({ ...one, licence }), licence).to.equal(false);
        for (const licence of [...allowed, "(MIT OR CC0-1.0)"]) expect(isAllowed({ ...one, licence })).to.equal(true);
    });

    it("is listed in docs/licences.md as it is today; `npm run licences` writes it", () => {
        const page = readFileSync(join(root, "docs/licences.md"), "utf8");
        expect(page).to.equal(licencesPage(licensed(own), licensed(all)));
    });
});
