import { expect } from "chai";
import { fetchWebexData } from "../../../provider/imagicle/webexApi";
import { fetched, withWebex } from "./webexServer";

const people = (...items: object[]) => ({ "/people": { items } });
const two = {
    "/organizations": {
        items: [
            { id: "o1", displayName: "ACME" },
            { id: "o2", displayName: "Umbrella" },
        ],
    },
};
const failureOf = (call: Promise<unknown>) =>
    call.then(
        () => expect.fail("it must fail"),
        (error: Error) => error.message,
    );

describe("The result of a fetch from Webex", () => {
    it("a workspace's line is its primary number with that number's extension, whatever the order", async () => {
        const numbers = [
            { phoneNumber: "+4420", phoneNumberType: "PRIMARY", owner: { id: "w1" } },
            { extension: "500", routingPrefix: "33", owner: { id: "w1" } },
            { phoneNumber: "+4421", extension: "501", phoneNumberType: "ALTERNATE", owner: { id: "w1" } },
            { phoneNumber: "+4422", phoneNumberType: "FAX", owner: { id: "w1" } },
            { phoneNumber: "+4499", owner: null },
        ];
        for (const phoneNumbers of [numbers, [...numbers].reverse()]) {
            const { objects } = await fetched({
                "/telephony/config/numbers": { phoneNumbers },
                "/workspaces": { items: [{ id: "w1", displayName: "Lobby", locationId: "l1" }] },
            });
            expect(objects).to.deep.equal([
                {
                    kind: "workspace",
                    id: "w1",
                    name: "Lobby",
                    phoneNumber: "+4420",
                    extension: "500",
                    routingPrefix: "33",
                    locationName: "London",
                    faxNumber: "+4422",
                },
            ]);
        }
    });

    it("the primary number of a person counts, and of a virtual line too", async () => {
        const { objects } = await fetched({
            ...people({
                id: "p1",
                phoneNumbers: [
                    { type: "work", value: "+441" },
                    { type: "work", value: "+442", primary: true },
                ],
            }),
            "/telephony/config/virtualLines": {
                virtualLines: [{ id: "v1", number: [{ external: "+45" }, { external: "+46", primary: true }] }],
            },
        });
        expect(objects.map(({ phoneNumber }) => phoneNumber)).to.deep.equal(["+442", "+46"]);
    });

    it("null, empty and missing fields are the same, in every list", async () => {
        const bare = await fetched(people({ id: "p1" }));
        const nulls = await fetched(
            people({
                id: "p1",
                emails: null,
                phoneNumbers: null,
                extension: null,
                locationId: null,
                firstName: "",
                addresses: [null],
                errors: null,
                type: null,
            }),
        );
        expect(nulls.objects)
            .to.deep.equal([{ kind: "user", id: "p1" }])
            .and.deep.equal(bare.objects);
        const others = await fetched({
            "/telephony/config/virtualLines": { virtualLines: [{ id: "v1", number: null, location: null }, null] },
            "/telephony/config/queues": { queues: [{ id: "q1", name: null, phoneNumber: null }] },
            "/workspaces": { items: [{ id: "w1", displayName: null, locationId: null }] },
        });
        expect(others.objects).to.deep.equal([
            { kind: "call-queue", id: "q1" },
            { kind: "virtual-line", id: "v1" },
            { kind: "workspace", id: "w1" },
        ]);
    });

    it("bots are not users; an unknown type is a person", async () => {
        const types = ["person", "bot", "appuser", "robot", undefined];
        const { objects, notes } = await fetched(people(...types.map((type, id) => ({ id: `p${id}`, type }))));
        expect(objects.map(({ id }) => id)).to.deep.equal(["p0", "p3", "p4"]);
        expect(notes).to.deep.equal(["2 of 5 people left out: they are bots [CC4034]"]);
    });

    it("what comes with errors is unread, not empty; the list of numbers may still have the line", async () => {
        const { objects, notes } = await fetched({
            ...people(
                { id: "p1", errors: { phoneNumbers: { code: "kms_failure" } }, extension: "1" },
                { id: "p2", errors: { extension: { code: "kms_failure" } } },
                { id: "p3", errors: { title: { code: "kms_failure" } } },
                { id: "p4", errors: ["something"], firstName: "Eve" },
            ),
            "/telephony/config/numbers": { phoneNumbers: [{ extension: "7", owner: { id: "p2" } }] },
        });
        const [first, second, third, fourth] = objects;
        expect(first).to.deep.include({
            extension: "1",
            unread: ["faxNumber", "mobilePhone", "phoneNumber", "workPhone"],
        });
        expect(second).to.deep.equal({ kind: "user", id: "p2", extension: "7" });
        expect(third).to.deep.equal({ kind: "user", id: "p3" });
        expect(fourth?.unread).to.include.members(["extension", "phoneNumber", "email"]).and.not.include("firstName");
        expect(notes.join("\n")).to.match(/Webex did not report .*extension.* of 2 of 4 people/);
    });

    it("a missing license or scope for one kind does not stop the others; a refusal of all of them does", async () => {
        const { objects, unread, notes } = await fetched({
            ...people({ id: "p1" }),
            "/telephony/config/queues": 403,
            "/workspaces": 404,
        });
        expect(objects).to.have.length(1);
        expect(unread?.map(({ kind }) => kind)).to.deep.equal(["call-queue", "workspace", "fax-workspace"]);
        expect(notes[0]).to.match(
            /^call queues could not be read: Webex answered 403 .*spark-admin:telephony_config_read.*license/,
        );
        const all = ["people", "workspaces"].map((path) => [`/${path}`, 403]);
        const features = ["huntGroups", "queues", "autoAttendants", "virtualLines"];
        const refused = Object.fromEntries([...all, ...features.map((one) => [`/telephony/config/${one}`, 403])]);
        expect(await failureOf(fetched(refused))).to.include("Webex answered 403 to GET /people");
        expect(await failureOf(fetched({ "/workspaces": 401 }))).to.include("401");
    });

    it("an answer without its list is unread as well", async () => {
        const { unread } = await fetched({ "/telephony/config/queues": { queues: null }, ...people({ id: "p1" }) });
        expect(unread).to.deep.equal([
            {
                kind: "call-queue",
                reason: 'Webex gave no usable answer (no "queues" in the answer, GET /telephony/config/queues) [CC1002]',
            },
        ]);
    });

    it("without locations or numbers, prefixes and lines are unread, not empty", async () => {
        const { objects } = await fetched({
            ...people({ id: "p1", locationId: "l1", extension: "1" }),
            "/workspaces": { items: [{ id: "w1" }] },
            "/telephony/config/locations": 403,
            "/telephony/config/numbers": 403,
        });
        expect(objects.map(({ unread }) => unread)).to.deep.equal([
            ["locationName", "routingPrefix"],
            ["extension", "faxNumber", "phoneNumber"],
        ]);
    });

    it("reports its progress, page by page", async () => {
        const seen: [number, number][] = [];
        const listener = {
            note: () => undefined,
            refused: () => undefined,
            progress: (pages: number, objects: number) => void seen.push([pages, objects]),
        };
        await withWebex(people({ id: "p1" }, { id: "p2" }), (url) => fetchWebexData({ token: "t", url }, listener));
        expect(seen.map(([pages]) => pages)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        expect(seen.at(-1)).to.deep.equal([9, 4]); // with the organization and the location
    });

    it("what has no id is omitted and reported", async () => {
        const { objects, notes } = await fetched(people({ firstName: "Eve" }, { id: "p1" }));
        expect(objects).to.have.length(1);
        expect(notes).to.deep.equal(["1 of 2 people left out: Webex returned no id [CC4034]"]);
    });
});

describe("Several organizations", () => {
    it("are not named after the first: people tell theirs, and everything else is the token's own", async () => {
        const { organizationName, objects, notes } = await fetched({
            ...two,
            ...people({ id: "p1", orgId: "o2" }),
            "/telephony/config/queues": { queues: [{ id: "q1" }] },
        });
        expect(organizationName).to.equal("Umbrella");
        expect(objects).to.deep.equal([
            { kind: "user", id: "p1" },
            { kind: "call-queue", id: "q1" },
        ]);
        expect(notes.join("\n")).to.include("Name others with --org: ACME (o1), Umbrella (o2)");
        const mixed = await fetched({ ...two, ...people({ id: "p1", orgId: "o1" }, { id: "p2", orgId: "o2" }) });
        expect(mixed.objects.map((one) => one.organizationName)).to.deep.equal(["ACME", "Umbrella"]);
        const nobody = await fetched({ ...two, "/telephony/config/queues": { queues: [{ id: "q1" }] } });
        expect(nobody).to.deep.include({ organizationName: "" });
        expect(nobody.objects[0]?.unread).to.deep.equal(["organizationName"]);
    });

    it("are read by name or id, each with its own name", async () => {
        const { objects, asked } = await fetched(
            {
                ...two,
                "/people o1": { items: [{ id: "p1" }] },
                "/people o2": { items: [{ id: "p2" }] },
            },
            { organizations: ["acme", "o2"] },
        );
        expect(objects).to.deep.equal([
            { kind: "user", id: "p1", organizationName: "ACME" },
            { kind: "user", id: "p2", organizationName: "Umbrella" },
        ]);
        expect(asked).to.include("/workspaces o1").and.include("/workspaces o2");
    });

    it("an unknown or ambiguous name is refused with the ids there are", async () => {
        expect(await failureOf(fetched(two, { organizations: ["Akme"] }))).to.equal(
            'the token cannot read an organization "Akme"; did you mean "ACME"? It can read ACME (o1), Umbrella (o2) [CC4038]',
        );
        const twins = ["o1", "o2"].map((id) => ({ id, displayName: "ACME" }));
        const twice = await failureOf(fetched({ "/organizations": { items: twins } }, { organizations: ["acme"] }));
        expect(twice).to.include("Use an id: ACME (o1), ACME (o2)");
    });

    it("the only organization is asked for without its id; an unlisted one is asked for by id", async () => {
        expect((await fetched({}, { organizations: ["ACME Inc."] })).asked).to.include("/people");
        const hidden = await fetched(
            { "/organizations": 403, "/people o9": { items: [{ id: "p1" }] } },
            { organizations: ["o9"] },
        );
        expect(hidden.asked).to.include("/people o9");
        expect(hidden.objects[0]?.unread).to.deep.equal(["organizationName"]);
    });
});
