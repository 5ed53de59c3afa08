import { expect } from "chai";
import { group } from "../../../provider/genesys/group";
import { groupMembership } from "../../../provider/genesys/groupMembership";
import { PartialFailure } from "../../../provider/core/resourceType";
import { checkInputs } from "../../../provider/runtime/check";
import { unknownValue } from "../../../provider/runtime/wire";
import { checked, writes } from "./checked";
import { connectTo, withGenesys } from "./tenant";

const members = ["anna.smith@acme.example", "ben.smith@acme.example"];

describe("genesys.Group", () => {
    it(
        "takes one request, and a second for its description, which Genesys ignores on a new group",
        withGenesys(async ({ sim, api }) => {
            await group.create(api, checked(group, { name: "Plain", visibility: "public" }));
            expect(writes(sim)).to.deep.equal(["POST /api/v2/groups"]);
            sim.clearRequests();
            const { id } = await group.create(api, checked(group, { name: "Described", description: "why" }));
            expect(writes(sim)).to.deep.equal(["POST /api/v2/groups", "PUT /api/v2/groups/{groupId}"]);
            expect(sim.tenant.groups.get(id)?.description).to.equal("why");
        }),
    );

    it(
        "a group whose description could not be set is kept, and fixed by the next update",
        withGenesys(async ({ sim, api }) => {
            sim.answerOnce("PUT /api/v2/groups/{groupId}", { status: 400, body: { code: "bad.request" } });
            const inputs = checked(group, { name: "Half", description: "why" });
            const failure = (await group.create(api, inputs).catch((error: unknown) => error)) as PartialFailure<
                typeof inputs
            >;
            expect(failure).to.be.instanceOf(PartialFailure);
            await group.update?.(api, failure.id, failure.outputs, inputs);
            expect(sim.tenant.groups.get(failure.id)?.description).to.equal("why");
        }),
    );

    it(
        "an unknown field of a number is kept if the number is declared",
        withGenesys(async ({ sim, api }) => {
            const [kept, other] = [
                { address: "+493012345678", type: "GROUPRING" },
                { extension: "4711", type: "GROUPPHONE" },
            ];
            const declared = (addresses: object[], description: string) =>
                checked(group, { name: "G", addresses, description });
            const { id, outputs } = await group.create(api, declared([kept], "why"));
            const there = sim.tenant.groups.get(id);
            Object.assign(there?.addresses[0] ?? {}, { countryCode: "DE" });
            for (const displayOnly of [false, true]) {
                sim.settings.displayOnly = displayOnly;
                await group.update?.(api, id, outputs, declared([other, kept], `changed ${displayOnly}`));
                expect(there?.addresses).to.deep.equal([
                    { ...other, mediaType: "PHONE" },
                    { ...kept, mediaType: "PHONE", countryCode: "DE" },
                ]);
            }
        }),
    );

    for (const versionConflictStatus of [409, 400] as const)
        it(
            `after a version conflict answered with ${versionConflictStatus}, the group is read again and written`,
            withGenesys(
                async ({ sim, api }) => {
                    const { id, outputs } = await group.create(
                        api,
                        checked(group, { name: "G", visibility: "public" }),
                    );
                    const there = sim.tenant.groups.get(id);
                    const words = "The version 1 does not match the current version 2.";
                    sim.answerOnce("PUT /api/v2/groups/{groupId}", {
                        status: versionConflictStatus,
                        body: { code: "general.conflict", message: words },
                    });
                    await group.update?.(api, id, outputs, checked(group, { name: "Renamed", visibility: "public" }));
                    expect(there?.name).to.equal("Renamed");
                },
                { versionConflictStatus },
            ),
        );

    it(
        "another's change of a property that we manage is an error that shows both values",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await group.create(api, checked(group, { name: "G" }));
            const there = sim.tenant.groups.get(id);
            sim.answerOnce("PUT /api/v2/groups/{groupId}", {
                status: 409,
                body: { code: "general.conflict" },
                meanwhile: () => Object.assign(there ?? {}, { name: "Theirs" }),
            });
            const update = group.update?.(api, id, outputs, checked(group, { name: "Ours" }));
            const message = await update?.catch((error: Error) => error.message);
            expect(message).to.include('name: "Theirs" in Genesys Cloud, "Ours" in the program');
            expect(there?.name).to.equal("Theirs");
        }),
    );

    it(
        "owners are named by address or id, cleared with an empty list, and shown as they were named",
        withGenesys(async ({ sim, api }) => {
            const [, second] = [...sim.tenant.users.values()];
            const owners = ["ANNA.Smith@acme.example", second?.id];
            const { id, outputs } = await group.create(api, checked(group, { name: "Owned", owners }));
            expect(outputs.owners).to.have.members(["anna.smith@acme.example", second?.id]);
            expect((await group.read(api, id, outputs))?.owners).to.deep.equal(outputs.owners);
            await group.update?.(api, id, outputs, checked(group, { name: "Owned", owners: [] }));
            expect(sim.tenant.groups.get(id)?.ownerIds).to.deep.equal([]);
        }),
    );

    it(
        "every property reads back as it was declared",
        withGenesys(async ({ api }) => {
            const inputs = checked(group, {
                name: "All",
                description: "d",
                type: "social",
                visibility: "members",
                rulesVisible: false,
                rolesEnabled: true,
                includeOwners: false,
                callsEnabled: true,
                email: "all@acme.example",
                owners: ["anna.smith@acme.example"],
                addresses: [{ address: "+4930123", type: "GROUPRING" }],
            });
            const { id, outputs } = await group.create(api, inputs);
            expect(await group.read(api, id, outputs)).to.deep.equal(inputs);
        }),
    );

    it("a telephone number is in E.164 form, and there is either a number or an extension", () => {
        const problems = (...addresses: object[]) =>
            checkInputs(group, {
                name: "All",
                addresses: addresses.map((one) => ({ ...one, type: "GROUPRING" })),
            }).problems.map(({ path, reason }) => `${path}: ${reason}`);
        expect(problems({ address: "+4930123" }, { extension: "4711" })).to.deep.equal([]);
        for (const address of ["030 123", "+49 30 123", "004930123", "+0123", "+1234567890123456", "tel:+4930123", ""])
            expect(problems({ address }), address).to.deep.equal([
                `addresses[0].address: must be a number in E.164 form, such as "+493012345"; it is ${JSON.stringify(address)} [CC2011]`,
            ]);
        for (const one of [{}, { address: "+4930123", extension: "1" }])
            expect(problems(one)).to.deep.equal([
                "addresses[0]: must have either an address (a number) or an extension, not both [CC2012]",
            ]);
        expect(problems({ extension: "" })).to.deep.equal(["addresses[0].extension: must not be empty [CC1122]"]);
        expect(problems({ address: unknownValue })).to.deep.equal([]);
    });

    it(
        "a deleted group counts as gone both ways in which Genesys shows it",
        withGenesys(async ({ sim, api }) => {
            for (const showDeleted of [false, true]) {
                sim.settings.showDeleted = showDeleted;
                const { id, outputs } = await group.create(api, checked(group, { name: "Gone" }));
                await group.delete(api, id, outputs);
                expect(await group.read(api, id, outputs)).to.equal(undefined);
            }
        }),
    );

    it(
        "a deletion that fails after its answer is sent again",
        withGenesys(async ({ sim, api }) => {
            const { id, outputs } = await group.create(api, checked(group, { name: "Stubborn" }));
            sim.answerOnce("DELETE /api/v2/groups/{groupId}", { status: 200, body: {} });
            await group.delete(api, id, outputs);
            expect(sim.calls("DELETE /api/v2/groups/{groupId}")).to.have.length(2);
            expect(sim.tenant.groups.get(id)?.state).to.equal("deleted");
        }),
    );
});

describe("genesys.GroupMembership", () => {
    const newGroup = async (api: Parameters<typeof group.create>[0]) =>
        (await group.create(api, checked(group, { name: "G" }))).id;

    it(
        "adds members fifty per request, and waits until they show",
        withGenesys(
            async ({ sim, api }) => {
                const id = await newGroup(api);
                const everybody = [...sim.tenant.users.values()].map(({ email }) => email);
                sim.clearRequests();
                await groupMembership.create(api, checked(groupMembership, { group: id, members: everybody }));
                expect(sim.calls("POST /api/v2/groups/{groupId}/members")).to.have.length(2);
                expect(sim.tenant.groups.get(id)?.members.size).to.equal(60);
            },
            { membershipLag: 80 },
        ),
    );

    it(
        "exact shows and removes others; additive does neither",
        withGenesys(async ({ sim, api }) => {
            const stranger = [...sim.tenant.users.values()][5];
            for (const mode of ["exact", "additive"] as const) {
                const id = await newGroup(api);
                const inputs = checked(groupMembership, { group: id, members, mode });
                const { outputs } = await groupMembership.create(api, inputs);
                const there = sim.tenant.groups.get(id)?.members;
                there?.set(stranger?.id ?? "", { from: 0, until: Number.POSITIVE_INFINITY });
                const seen = (await groupMembership.read(api, id, outputs))?.members;
                expect(seen).to.deep.equal(mode === "exact" ? [...members, stranger?.id].sort() : members);
                await groupMembership.update?.(api, id, outputs, inputs);
                const left = [...(there ?? [])].filter(([, { until }]) => until === Number.POSITIVE_INFINITY);
                expect(left).to.have.length(mode === "exact" ? 2 : 3);
            }
        }),
    );

    it(
        "additive removes only the members that it added",
        withGenesys(async ({ sim, api }) => {
            // By another process: groups of this process have no members yet.
            const id = await newGroup(connectTo(sim));
            const first = [...sim.tenant.users.values()].find(({ email }) => email === members[0]);
            sim.tenant.groups.get(id)?.members.set(first?.id ?? "", { from: 0, until: Number.POSITIVE_INFINITY });
            const { outputs } = await groupMembership.create(
                api,
                checked(groupMembership, { group: id, members, mode: "additive" }),
            );
            await groupMembership.delete(api, id, outputs);
            expect((await groupMembership.read(api, id, {}))?.members).to.deep.equal([first?.id]);
        }),
    );

    it(
        "a member that matches nobody, or several users, is named",
        withGenesys(async ({ sim, api }) => {
            const [one, two] = [...sim.tenant.users.values()];
            if (one && two) two.email = one.email;
            const inputs = checked(groupMembership, {
                group: await newGroup(api),
                members: ["nobody@acme.example", one?.email, "not-an-id"],
            });
            const reasons = (await groupMembership.verify?.(api, inputs))?.map(({ reason }) => reason);
            expect(reasons).to.have.length(3);
            expect(reasons?.join("\n")).to.match(
                /2 users match "anna.smith@acme.example": Anna Smith .*Use the id of one of them/,
            );
            expect(reasons?.join("\n")).to.match(
                /no user of this organization has the e-mail address "nobody@acme.example"/,
            );
            expect(reasons?.join("\n")).to.match(/no user of this organization has the id "not-an-id"/);
        }),
    );

    it(
        "a member deleted meanwhile stops the run, is named by the next, and leaves without a request",
        withGenesys(async ({ sim, api }) => {
            const id = await newGroup(api);
            const [anna, ben] = members.map((one) => [...sim.tenant.users.values()].find(({ email }) => email === one));
            const inputs = checked(groupMembership, { group: id, members });
            sim.intercept((call) => {
                if (ben && call === "POST /api/v2/groups/{groupId}/members") ben.state = "deleted";
                return undefined;
            });
            const failure = await groupMembership.create(api, inputs).catch((error: Error) => error);
            expect(String(failure)).to.include(`400 invalid.value to POST /api/v2/groups/${id}/members`);
            expect(await groupMembership.verify?.(connectTo(sim), inputs)).to.have.length(1);
            if (ben) ben.state = "active";
            sim.intercept(undefined);
            const { outputs } = await groupMembership.create(api, inputs);
            if (ben) ben.state = "deleted";
            sim.tenant.groups.get(id)?.members.delete(ben?.id ?? "");
            sim.clearRequests();
            const alone = checked(groupMembership, { group: id, members: members.slice(0, 1) });
            await groupMembership.update?.(connectTo(sim), id, outputs, alone);
            expect(writes(sim)).to.deep.equal([]);
            expect([...(sim.tenant.groups.get(id)?.members.keys() ?? [])]).to.deep.equal([anna?.id]);
        }),
    );

    it(
        "is gone when its group is gone, and ignores that on delete",
        withGenesys(async ({ api }) => {
            const id = await newGroup(api);
            const { outputs } = await groupMembership.create(api, checked(groupMembership, { group: id, members }));
            await group.delete(api, id, {} as never);
            expect(await groupMembership.read(api, id, outputs)).to.equal(undefined);
            await groupMembership.delete(api, id, outputs);
        }),
    );
});
