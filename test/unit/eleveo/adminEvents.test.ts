import type { RequestListener } from "node:http";
import { expect } from "chai";
import { recordedChanges } from "../../../operations/drift/adminEvents";
import { EleveoApi } from "../../../provider/eleveo/api";
import { Deadline, within } from "../../../provider/transport/deadline";
import { withHttpServer } from "../../httpServer";

const event = (more: object) => ({
    time: Date.parse("2026-11-20T08:00:00.000Z"),
    operationType: "UPDATE",
    resourceType: "IDENTITY_PROVIDER",
    resourcePath: "identity-provider/instances/webex",
    authDetails: { userId: "anna" },
    representation: '{"config":{"clientSecret":"canary"}}',
    ...more,
});

/** A realm's answers, by the end of the path; 404 for all others. */
type Answers = Record<string, unknown>;

async function onRealm(answers: Answers, test: (api: EleveoApi, asked: string[]) => Promise<void>): Promise<void> {
    const asked: string[] = [];
    const listener: RequestListener = (request, response) => {
        const path = new URL(request.url ?? "", "http://localhost").pathname.replace(/^.*?realms\/acme/, "");
        const own = path.endsWith("/token") ? { access_token: "t", expires_in: 60 } : answers[path];
        if (!path.endsWith("/token")) asked.push(path);
        const status = typeof own === "number" ? own : own === undefined ? 404 : 200;
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(own ?? {}));
    };
    await withHttpServer(listener, (url) => {
        const settings = { url, contextPath: "/auth", realm: "acme", clientId: "c", clientSecret: "s" };
        return test(new EleveoApi(settings), asked);
    });
}

const webex = [{ kind: "eleveo:IdentityProvider" as const, id: "webex" }];
const kept = { "/events/config": { adminEventsEnabled: true } };

describe("who changed it, by admin events", () => {
    it("each person is looked up once; one that may not be looked up is shown by id", () =>
        onRealm(
            {
                ...kept,
                "/users/anna": { id: "anna", username: "anna.smith" },
                "/users/ben": 403,
                "/admin-events": [event({}), event({}), event({ authDetails: { userId: "ben" } })],
            },
            async (api, asked) => {
                const { changes, note } = await recordedChanges(api, webex);
                expect(note).to.equal(undefined);
                expect(changes.get("webex")?.map(({ by }) => by)).to.deep.equal(["anna.smith", "anna.smith", "ben"]);
                expect(asked.filter((path) => path.startsWith("/users/"))).to.have.length(2);
            },
        ));

    it("omits failed actions, changes of others, and what an event contains of the object", () =>
        onRealm(
            {
                ...kept,
                "/admin-events": [
                    event({ error: "unknown_error" }),
                    event({ resourcePath: "identity-provider/instances/webexcc" }),
                    event({ authDetails: {} }),
                ],
            },
            async (api) => {
                const { changes } = await recordedChanges(api, webex);
                expect(changes.get("webex")).to.deep.equal([
                    {
                        at: "2026-11-20T08:00:00.000Z",
                        action: "UPDATE IDENTITY_PROVIDER",
                        properties: [],
                    },
                ]);
            },
        ));

    it("a failing log is a note; objects of other products are not requested", () =>
        onRealm({ ...kept, "/admin-events": 503 }, async (api, asked) => {
            expect((await recordedChanges(api, [{ kind: "genesys:Role", id: "r" }])).changes.size).to.equal(0);
            expect(asked).to.deep.equal([]);
            const { changes, note } = await within(new Deadline(0.1), () => recordedChanges(api, webex));
            expect(changes.size).to.equal(0);
            expect(note).to.match(/^who changed it is not known: Eleveo User Management answered 503/);
        }));
});
