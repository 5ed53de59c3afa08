import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { EleveoApi } from "../../../provider/eleveo/api";
import { GenesysApi } from "../../../provider/genesys/api";
import { startSync } from "../../../provider/imagicle/sync";
import { withHttpServer } from "../../httpServer";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that logs everybody in, unless `token` says otherwise, and returns the given answer to everything else. */
export async function answering<T>(answer: Answer, test: (url: string, asked: string[]) => Promise<T>, token?: Answer) {
    const asked: string[] = [];
    const listener: RequestListener = (request, response) => {
        request.resume();
        asked.push(`${request.method} ${request.url}`);
        const logsIn = /\/token$/.test(request.url ?? "");
        if (logsIn && token === undefined) response.end(JSON.stringify({ access_token: "a-token", expires_in: 300 }));
        else (logsIn ? (token ?? answer) : answer)(request, response);
    };
    return withHttpServer(listener, (url) => test(url, asked));
}

export const clientSecret = "a-secret-of-the-client";
export const genesysAt = (url: string, loginBase = `${url}/login`) =>
    new GenesysApi({
        region: "eu-west-1",
        clientLimit: 50,
        requestsPerMinute: 1_000_000,
        clientId: "c",
        clientSecret,
        apiBase: url,
        loginBase,
    });
export const eleveoAt = (url: string) =>
    new EleveoApi({ url, contextPath: "", realm: "acme", clientId: "c", clientSecret });
/** Calls of each kind: reads, creates, changes and deletions of both products. */
export const calls: Record<string, (url: string) => Promise<unknown>> = {
    "a read of Genesys Cloud": (url) => genesysAt(url).vendor.groups.getGroup("g"),
    "a list of Genesys Cloud": (url) => genesysAt(url).divisions(),
    "a deletion in Genesys Cloud": (url) => genesysAt(url).vendor.groups.deleteGroup("g"),
    "a read of Eleveo": (url) => eleveoAt(url).get("/clients/c"),
    "a create in Eleveo": (url) => eleveoAt(url).create("/clients", {}),
    "a change in Eleveo": (url) => eleveoAt(url).put("/clients/c", {}),
    "a deletion in Eleveo": (url) => eleveoAt(url).delete("/clients/c"),
    "the start of Imagicle's synchronization": (url) => startSync({ url, username: "u", password: "p" }),
};
