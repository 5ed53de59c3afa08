import type { RequestListener } from "node:http";
import { fetchWebexData, type WebexConnection } from "../../../provider/imagicle/webexApi";
import type { WebexData } from "../../../provider/imagicle/webexData";
import { withHttpServer } from "../../httpServer";

/** Answers by path; a number is a status. Other paths return an empty list. */
export type Answers = Readonly<Record<string, object | number>>;

export const empty: Answers = {
    "/organizations": { items: [{ id: "o1", displayName: "ACME Inc." }] },
    "/telephony/config/locations": { locations: [{ id: "l1", name: "London", routingPrefix: "33" }] },
    "/telephony/config/numbers": { phoneNumbers: [] },
    "/people": { items: [] },
    "/telephony/config/huntGroups": { huntGroups: [] },
    "/telephony/config/queues": { queues: [] },
    "/telephony/config/autoAttendants": { autoAttendants: [] },
    "/telephony/config/virtualLines": { virtualLines: [] },
    "/workspaces": { items: [] },
};

/** A Webex on loopback, by path, and by path with its organization. */
export async function withWebex<T>(answers: Answers, use: (url: string, asked: string[]) => Promise<T>): Promise<T> {
    const asked: string[] = [];
    const all = { ...empty, ...answers };
    const listener: RequestListener = (request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
        const orgId = searchParams.get("orgId");
        asked.push(orgId === null ? pathname : `${pathname} ${orgId}`);
        const answer = all[`${pathname} ${orgId}`] ?? all[pathname] ?? 404;
        response.writeHead(typeof answer === "number" ? answer : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(typeof answer === "number" ? { message: "not allowed" } : answer));
    };
    return withHttpServer(listener, (url) => use(url, asked));
}

/** What a fetch returns and reports. */
export const fetched = (
    answers: Answers,
    more: Partial<WebexConnection> = {},
): Promise<WebexData & { notes: string[]; asked: string[] }> =>
    withWebex(answers, async (url, asked) => {
        const notes: string[] = [];
        const add = (text: string) => void notes.push(text);
        const data = await fetchWebexData({ token: "t", url, ...more }, { note: add, refused: add });
        return { ...data, notes, asked };
    });
