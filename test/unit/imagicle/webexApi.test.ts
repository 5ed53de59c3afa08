import type { RequestListener } from "node:http";
import { expect } from "chai";
import { fetchWebexData } from "../../../provider/imagicle/webexApi";
import type { ApiError } from "../../../provider/transport/errors";
import { withHttpServer } from "../../httpServer";

/** One organization in the form of Webex' API; people come in two pages. */
const answers: Record<string, unknown> = {
    "/organizations": { items: [{ displayName: "ACME Inc." }] },
    "/telephony/config/locations": { locations: [{ id: "l1", name: "London", routingPrefix: "33" }] },
    "/people?callingData=true&max=100": {
        items: [
            {
                id: "p1",
                emails: ["john.smith@acme.example"],
                phoneNumbers: [
                    { type: "work", value: "+447259856623" },
                    { type: "mobile", value: "+44702465646" },
                    { type: "fax", value: "+4411" },
                ],
                extension: "6623",
                locationId: "l1",
                firstName: "John",
                lastName: "Smith",
                department: "Sales",
            },
        ],
    },
    "/people?callingData=true&max=100&cursor=2": { items: [{ id: "p2", emails: ["eve@acme.example"] }] },
    "/telephony/config/huntGroups": {
        huntGroups: [{ id: "h1", name: "Sales", extension: "77", routingPrefix: "33", locationName: "London" }],
    },
    "/telephony/config/queues": { queues: [{ id: "q1", name: "Support", phoneNumber: "+44123" }] },
    "/telephony/config/autoAttendants": { autoAttendants: [] },
    "/telephony/config/virtualLines": {
        virtualLines: [
            {
                id: "v1",
                firstName: "A",
                lastName: "B",
                number: { extension: "9", routingPrefix: "33" },
                location: { name: "London" },
            },
        ],
    },
    "/workspaces": {
        items: [
            { id: "w1", displayName: "Board room", locationId: "l1" },
            { id: "w2", displayName: "Fax 1", locationId: "l1" },
        ],
    },
    "/telephony/config/numbers": { phoneNumbers: [{ extension: "500", routingPrefix: "33", owner: { id: "w1" } }] },
};

async function withWebex(
    answer: (path: string, count: number) => { status: number; next?: string } | undefined,
    test: (url: string, asked: string[]) => Promise<void>,
) {
    const asked: string[] = [];
    const listener: RequestListener = (request, response) => {
        const path = request.url ?? "";
        asked.push(path);
        const { status, next } = answer(path, asked.filter((one) => one === path).length) ?? { status: 200 };
        const here = `http://${request.headers.host}`;
        response.writeHead(status, {
            "content-type": "application/json",
            ...(status === 429 ? { "retry-after": "1" } : {}),
            ...(next ? { link: `<${next.startsWith("http") ? next : here + next}>; rel="next"` } : {}),
        });
        response.end(JSON.stringify(status === 200 ? answers[path] : { message: "no", trackingId: "T1" }));
    };
    await withHttpServer(listener, (url) => test(url, asked));
}
const paged = (path: string) =>
    path.endsWith("max=100") ? { status: 200, next: "/people?callingData=true&max=100&cursor=2" } : undefined;

describe("Webex data, live", () => {
    it("has every kind of object, all pages, with the fields that the rules use", () =>
        withWebex(paged, async (url) => {
            const { organizationName, objects } = await fetchWebexData({ token: "t", url, faxWorkspaces: ["Fax 1"] });
            expect(organizationName).to.equal("ACME Inc.");
            expect(objects).to.deep.equal([
                {
                    kind: "user",
                    id: "p1",
                    email: "john.smith@acme.example",
                    firstName: "John",
                    lastName: "Smith",
                    phoneNumber: "+447259856623",
                    extension: "6623",
                    routingPrefix: "33",
                    locationName: "London",
                    department: "Sales",
                    workPhone: "+447259856623",
                    mobilePhone: "+44702465646",
                    faxNumber: "+4411",
                },
                { kind: "user", id: "p2", email: "eve@acme.example" },
                {
                    kind: "hunt-group",
                    id: "h1",
                    name: "Sales",
                    locationName: "London",
                    extension: "77",
                    routingPrefix: "33",
                },
                { kind: "call-queue", id: "q1", name: "Support", phoneNumber: "+44123" },
                {
                    kind: "virtual-line",
                    id: "v1",
                    firstName: "A",
                    lastName: "B",
                    extension: "9",
                    routingPrefix: "33",
                    locationName: "London",
                },
                {
                    kind: "workspace",
                    id: "w1",
                    name: "Board room",
                    extension: "500",
                    routingPrefix: "33",
                    locationName: "London",
                },
                { kind: "fax-workspace", id: "w2", name: "Fax 1", routingPrefix: "33", locationName: "London" },
            ]);
        }));

    it("waits out a 429 as long as Webex asks", () =>
        withWebex(
            (path, count) => (path === "/workspaces" && count === 1 ? { status: 429 } : paged(path)),
            async (url, asked) => {
                await fetchWebexData({ token: "t", url });
                expect(asked.filter((path) => path === "/workspaces")).to.have.length(2);
            },
        ));

    it("a next page on another server, or one that repeats, is an error: the token is not sent there, and nobody is lost", async () => {
        for (const [next, says] of [
            [
                "http://elsewhere.example/people",
                "the next page is at http://elsewhere.example, which is not this server",
            ],
            ["/people?callingData=true&max=100", "a page names itself as the next"],
        ] as const)
            await withWebex(
                (path) => (path.endsWith("max=100") ? { status: 200, next } : undefined),
                async (url) => {
                    const failure = await fetchWebexData({ token: "t", url }).catch((error: Error) => error.message);
                    expect(failure).to.include(says);
                },
            );
    });

    it("a refusal names what the token needs, and the tracking id", () =>
        withWebex(
            () => ({ status: 403 }),
            async (url) => {
                const failure = (await fetchWebexData({ token: "canary", url }).catch(
                    (error: unknown) => error,
                )) as ApiError;
                expect(failure).to.include({ status: 403, correlationId: "T1", vendorMessage: "no" });
                expect(failure.remedy).to.include("spark-admin:people_read");
                expect(JSON.stringify(failure)).not.to.include("canary");
            },
        ));
});
