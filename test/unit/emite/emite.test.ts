import { expect } from "chai";
import fc from "fast-check";
import { emiteRegion, emiteRegions, licencePermission, procedurePermissions, redirectUrl } from "../../../sdk/emite";
import { regions } from "../../../provider/genesys/regions";
import catalogue from "../../../simulator/data/permissions.json";

const message = (work: () => unknown) => {
    try {
        work();
        return expect.fail("it must fail");
    } catch (error) {
        return (error as Error).message;
    }
};

describe("eMite's regions", () => {
    it("redirect addresses have the procedure's form, for every region with a code", () => {
        const addresses = Object.fromEntries(
            emiteRegions.map(({ code, region }) => [code, redirectUrl(region, "acme")]),
        );
        expect(addresses).to.deep.equal({
            au: "https://au-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            jp: "https://jp-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            eu: "https://eu-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            eucentral: "https://eucentral-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            uk: "https://uk-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            useast: "https://useast-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            uswest: "https://uswest-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            cnd: "https://cnd-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
            me: "https://me-cloud.emite.com/emite/acme/Auth/OAuthPureCloud?org=acme",
        });
    });

    it("are found by AWS name, login host, domain and code, and lie where Genesys says", () => {
        for (const { code, region, login } of emiteRegions) {
            expect(login).to.equal(`login.${regions[region]}`);
            for (const given of [code, region, login, String(regions[region]), region.toUpperCase()])
                expect(emiteRegion(given).code).to.equal(code);
        }
    });

    it("the other nine are a clear error that lists the supported ones", () => {
        const others = Object.keys(regions).filter((region) => !emiteRegions.some((one) => one.region === region));
        expect(others).to.have.length(9);
        for (const region of others)
            expect(message(() => redirectUrl(region, "acme"))).to.match(
                new RegExp(`no code for .*"${region}". It has codes for ap-southeast-2 \\(au\\)`),
            );
    });

    it("a short name with capitals, blanks or special characters is rejected with the right form", () => {
        expect(message(() => redirectUrl("eu", "Acme Contact!"))).to.include('for example "acmecontact"');
        const bad = fc.string({ minLength: 1 }).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
        fc.assert(
            fc.property(bad, (name) => {
                expect(message(() => redirectUrl("eu", name))).to.include("the short name");
            }),
        );
    });
});

describe("eMite's permissions", () => {
    it("are the procedure's 41, numbered in order, each once, with words and evidence", () => {
        expect(procedurePermissions.map(({ number }) => number)).to.deep.equal(
            Array.from({ length: 41 }, (_, i) => i + 1),
        );
        expect(new Set(procedurePermissions.map(({ permission }) => permission)).size).to.equal(41);
        for (const { permission, words, evidence } of procedurePermissions) {
            expect(permission).to.match(/^[a-zA-Z]+:[a-zA-Z]+:[a-z]+$/);
            expect([...words, evidence].every((text) => text.length > 0)).to.equal(true);
        }
        expect(catalogue).to.include.members([
            ...procedurePermissions.map(({ permission }) => permission),
            licencePermission,
        ]);
    });

    it("that nobody has confirmed are those that a tenant may lack", () => {
        const missing = procedurePermissions.filter(({ mayBeMissing }) => mayBeMissing);
        expect(missing.map(({ number }) => number)).to.deep.equal([34, 37]);
        for (const { evidence } of missing) expect(evidence).to.match(/^not confirmed/);
    });
});
