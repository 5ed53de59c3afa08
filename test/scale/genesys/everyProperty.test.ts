import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import type { ResourceToken } from "../../../provider/resources";
import { faceOf } from "../../../provider/runtime/dynamic";
import { Instance } from "../../../provider/runtime/instance";
import { type Simulator, startSimulator } from "../../../simulator";
import { withHome } from "../../home";
import { printedDuring } from "../../printed";
import { type Drive, drive, type Driven } from "../../transitions";
import { settingsFor } from "../../../tools/emiteTenant";

/** Every pair of values, instead of one walk through them. */
const isWhole = process.env["EVERY_TRANSITION"] !== undefined;

const texts = ["a text", "two\nlines ü", ""];
const flags = [true, false, "true"];
const marked = (walk: number, name: string) => ({ name: `${name} ${walk}`, marker: `project/stack/${name}-${walk}` });
const idOf = (objects: Map<string, { name?: string }>, wanted: string) =>
    [...objects].find(([, { name }]) => name === wanted)?.[0] ?? "";

const drives = (sim: Simulator): Partial<Record<ResourceToken, Omit<Drive, "face">>> => {
    const admin = idOf(sim.tenant.roles, "admin");
    const employee = idOf(sim.tenant.roles, "employee");
    const [group = "", other = ""] = sim.tenant.groups.keys();
    for (const one of sim.tenant.groups.values()) one.rolesEnabled = true;
    const [home, sales] = [...sim.tenant.divisions.keys()];
    const users = [...sim.tenant.users.values()].filter(({ state }) => state === "active");
    const emails = users.map(({ email }) => email);
    const roles = [{ role: admin, divisions: ["*"] }];
    return {
        "genesys:Role": {
            base: (walk) => marked(walk, "role"),
            values: {
                description: texts,
                permissions: [
                    ["routing:queue:view", "directory:user:view"],
                    ["ROUTING:queue:view"],
                    [],
                    ["a:b:c"],
                    ["routing:queue:*"],
                ],
                policies: [
                    [{ domain: "routing", entityName: "queue", actionSet: ["view"] }],
                    [{ domain: "routing", entityName: "queue", actionSet: ["edit", "view"] }],
                    [],
                ],
                extraPermissions: ["keep", "remove", "x"],
            },
        },
        "genesys:OAuthClient": {
            base: (walk) => ({ ...marked(walk, "client"), roles }),
            values: {
                description: texts,
                roles: [
                    [...roles, { role: employee, divisions: [home, sales] }],
                    [{ role: admin, divisions: [home] }],
                    [],
                ],
                tokenLifetimeSeconds: [300, 86_400, 1],
                allowedIpAddresses: [["10.0.0.1", "10.0.0.0/8"], ["::1"], [], ["x"]],
                state: ["inactive", "active", "disabled"],
                dateToDelete: ["2030-01-31T00:00:00Z", "2030-01-31T01:00:00+01:00", "soon"],
                rotation: ["1", "2"],
                grantType: ["code", "saml2-bearer", "x"],
            },
            together: { grantType: { roles: undefined, redirectUris: ["https://a.example/callback"] } },
        },
        "genesys:Group": {
            base: (walk) => marked(walk, "group"),
            values: {
                description: texts,
                type: ["official", "social", "x"],
                visibility: ["public", "owners", "members"],
                rulesVisible: flags,
                rolesEnabled: flags,
                includeOwners: flags,
                callsEnabled: flags,
                owners: [[emails[0], users[1]?.id], [emails[2]?.toUpperCase()], [], ["nobody@acme.example"]],
                addresses: [
                    [{ address: "+493012345", type: "GROUPRING" }],
                    [{ extension: "12", type: "GROUPPHONE" }],
                    [],
                ],
            },
        },
        "genesys:GroupMembership": {
            atOnce: 1,
            base: (walk) => ({ group: walk % 2 === 0 ? group : other, members: [] }),
            values: { members: [[emails[0], users[1]?.id], [emails[0]], []], mode: ["additive", "exact", "x"] },
        },
        "genesys:RoleAssignment": {
            atOnce: 1,
            base: () => ({ role: employee, divisions: ["*"], subjects: [{ user: emails[0] }] }),
            values: {
                divisions: [[home], [home, sales], []],
                subjects: [[{ user: emails[1] }, { user: emails[2] }], [{ group }], []],
            },
        },
        "genesys:ClientApp": {
            base: (walk) => ({ ...marked(walk, "app"), url: "https://a.example" }),
            values: {
                url: ["https://b.example/start", "http://b.example"],
                displayType: ["standalone", "widget", "x"],
                category: ["menu", ""],
                sandbox: [["allow-scripts", "allow-forms"], ["allow-forms"], [], ["x"]],
                permissions: [["camera", "microphone"], []],
                groups: [[group, other], [other], []],
                notes: texts,
                advanced: [{ a: 1, b: ["y", "x"] }, { a: "" }, {}],
                enabled: flags,
            },
        },
        "genesys:Integration": {
            base: (walk) => ({
                ...marked(walk, "integration"),
                type: "embedded-client-app",
                properties: { url: "https://a.example" },
                enabled: false,
            }),
            values: {
                notes: texts,
                properties: [
                    { url: "https://b.example", sandbox: "allow-forms" },
                    { url: "https://b.example", sandbox: "" },
                ],
                advanced: [{ a: [1, 2] }, { a: { b: null } }, {}],
                enabled: flags,
            },
        },
    };
};

function faceFor(sim: Simulator, token: ResourceToken) {
    const config: Record<string, string> = { ...settingsFor(sim), "genesyscloud:requestsPerMinute": "1000000" };
    return () => {
        const face = faceOf(new Instance(), token) as Required<pulumi.dynamic.ResourceProvider>;
        void face.configure({ config: { get: (key: string) => config[key] } } as never);
        return face;
    };
}

/** Without limits, and with answers that differ from what was sent as much as an organization might. */
const world = {
    membershipLag: 0,
    requestsPerMinute: 0,
    oauthClientLimit: 1_000,
    reorderedProperties: true,
    filledProperties: true,
    checkGroups: true,
};

describe("every property of every type, on the simulator", () => {
    for (const token of [
        "Role",
        "OAuthClient",
        "Group",
        "GroupMembership",
        "RoleAssignment",
        "ClientApp",
        "Integration",
    ])
        it(`${token}: what passes a preview is there afterwards, and the next preview is empty`, async () => {
            const sim = await startSimulator(world);
            const name = `genesys:${token}` as ResourceToken;
            let driven: Driven | undefined;
            const begin = performance.now();
            try {
                const options = { face: faceFor(sim, name), ...(drives(sim)[name] as Omit<Drive, "face">) };
                await printedDuring(() => withHome(async () => (driven = await drive(options, isWhole))));
            } finally {
                await sim.stop();
            }
            const { properties, transitions, refused, violations } = driven as unknown as Driven;
            console.log(
                `      ${properties} properties, ${transitions} transitions, ${refused} refused at preview, ${Math.round((performance.now() - begin) / 1_000)} s`,
            );
            expect(violations).to.deep.equal([]);
        });
});
