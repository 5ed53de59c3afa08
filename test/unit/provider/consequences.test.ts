import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import { deleteConsequences, updateConsequences } from "../../../operations/consequences";
import { secretRenewed } from "../../../provider/core/consequences";
import type { ResourceToken } from "../../../provider/resources";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { problemsKey, unknownValue } from "../../../provider/runtime/wire";
import { type Simulator, startSimulator } from "../../../simulator";
import { withHome } from "../../home";
import { printedDuring } from "../../printed";
import { settingsFor } from "../../../tools/emiteTenant";

type Face = Required<pulumi.dynamic.ResourceProvider>;
const set = (...items: string[]) => Object.fromEntries(items.map((item) => [item, true]));

/** A tenant, and the dynamic providers of fresh processes. */
async function inTenant(test: (faceFor: (token: ResourceToken) => Face, sim: Simulator) => Promise<void>) {
    const sim = await startSimulator({ membershipLag: 0 });
    const config = settingsFor(sim);
    const faceFor = (token: ResourceToken) => {
        const face = faceOf(new Instance(), token) as Face;
        void face.configure({ config: { get: (key: string) => config[key] } } as never);
        return face;
    };
    try {
        await withHome(() => test(faceFor, sim));
    } finally {
        await sim.stop();
    }
}

describe("the consequences of a change", () => {
    it("are reported for renewed secrets, removed members and grants, and deleted objects", () => {
        const update = (token: ResourceToken, before: object, after: object) =>
            updateConsequences(token, { ...before }, { ...after });
        expect(update("genesys:OAuthClient", { rotation: "1" }, { rotation: "2" })).to.deep.equal([secretRenewed]);
        expect(update("genesys:OAuthClient", {}, { rotation: "1" })).to.deep.equal([secretRenewed]);
        expect(update("eleveo:ProviderClient", { rotation: "1" }, { rotation: "2" })).to.deep.equal([secretRenewed]);
        expect(
            update(
                "genesys:GroupMembership",
                { members: set("a@x.example", "b@x.example", "c@x.example") },
                { members: set("b@x.example") },
            ),
        ).to.deep.equal(['2 members are removed from the group: "a@x.example" and "c@x.example"']);
        expect(update("genesys:RoleAssignment", { subjects: set("user:1") }, { subjects: {} })).to.deep.equal([
            '1 subject loses the role: "user:1"',
        ]);
        expect(
            update("genesys:OAuthClient", { roles: { r: set("*"), s: set("*") } }, { roles: { s: set("*") } }),
        ).to.deep.equal(['1 role is taken from it: "r"']);
        const many = Array.from({ length: 12 }, (_, index) => `p${index}:a:view`);
        expect(update("genesys:Role", { permissions: set(...many) }, { permissions: {} })[0]).to.match(
            /^12 permissions are taken from all holders of the role: .* and 2 more$/,
        );
        expect(deleteConsequences("genesys:OAuthClient")).to.deep.equal([
            "everything that logs in with it stops working",
        ]);
    });

    it("are not reported for what is added, unchanged, no longer declared or unknown", () => {
        const none = (token: ResourceToken, before: object, after: object) =>
            expect(updateConsequences(token, { ...before }, { ...after })).to.deep.equal([]);
        none("genesys:GroupMembership", { members: set("a") }, { members: set("a", "b") });
        none("genesys:GroupMembership", { members: set("a") }, { members: unknownValue });
        none("genesys:OAuthClient", { rotation: "1", roles: { r: set("*") } }, { roles: { r: set("*") } });
        none("genesys:OAuthClient", { rotation: "1" }, { rotation: unknownValue });
    });

    it("are printed by a preview, and not again by the update", () =>
        inTenant(async (faceFor) => {
            const olds = { group: "g", members: set("anna.smith@acme.example", "ben.smith@acme.example") };
            const news = { group: "g", members: ["ben.smith@acme.example"], __provider: "p" };
            const face = faceFor("genesys:GroupMembership");
            const printed = (more: object) => printedDuring(() => face.check(olds, { ...news, ...more }));
            expect(await printed({})).not.to.include("removed from the group");
            expect(await printed({ [problemsKey]: "/dev/null" })).to.match(
                /^warning: .*: 1 member is removed from the group: "anna\.smith@acme\.example" \[CC1212\]$/m,
            );
        }));

    it("are printed of an object that a create will adopt after a lost state, and of its secret", () =>
        inTenant(async (faceFor, sim) => {
            const role = [...sim.tenant.roles.values()].find(({ name }) => name === "admin")?.id;
            const client = { name: "C", marker: "p/s/c", roles: [{ role, divisions: ["*"] }], __provider: "p" };
            const first = faceFor("genesys:OAuthClient");
            const { inputs } = await first.check({}, client);
            const { id } = await first.create(inputs);
            const face = faceFor("genesys:OAuthClient");
            const printed = await printedDuring(() => face.check({}, { ...client, [problemsKey]: "/dev/null" }));
            expect(printed).to.include(
                `warning: OAuth client "C": name: an object with this resource's marker already exists (id ${id}). It will be adopted: ${secretRenewed} [CC1213]`,
            );
        }));

    it("are not printed of the object that a replacement deletes", () =>
        inTenant(async (faceFor) => {
            const group = { name: "G", marker: "p/s/g", __provider: "p" };
            const first = faceFor("genesys:Group");
            const { inputs } = await first.check({}, group);
            const { id, outs } = await first.create(inputs);
            const face = faceFor("genesys:Group");
            const next = { ...group, type: "social", [problemsKey]: "/dev/null" };
            const printed = await printedDuring(async () => {
                await face.check(inputs, next);
                await face.diff(id, outs as object, next);
                await face.check({}, next);
            });
            expect(printed).not.to.include("will be adopted");
        }));

    it("are printed of an empty group without a marker, which is not called this resource's own", () =>
        inTenant(async (faceFor, sim) => {
            const headers = { authorization: `Bearer ${sim.tokenFor()}`, "content-type": "application/json" };
            const body = JSON.stringify({ name: "G", type: "official", visibility: "public", rulesVisible: true });
            const made = await fetch(`${sim.url}/api/v2/groups`, { method: "POST", headers, body });
            const { id } = (await made.json()) as { id: string };
            const group = { name: "G", marker: "p/s/g", __provider: "p", [problemsKey]: "/dev/null" };
            const face = faceFor("genesys:Group");
            expect(await printedDuring(() => face.check({}, group))).to.include(
                `warning: group "G": name: an object with this name and without a marker already exists (id ${id}), probably from an interrupted run. It will be adopted [CC1213]`,
            );
        }));
});
