import {
    type IncomingMessage,
    type OutgoingHttpHeader,
    type OutgoingHttpHeaders,
    type Server,
    ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { Certificate } from "./certificate";

/**
 * Loopback names. Clients that know only `api.` and `login.` before one domain, such as the Java SDK, use the last two.
 */
const names = ["127.0.0.1", "[::1]", "localhost", "api.localhost", "login.localhost"];

/**
 * Serves an application on loopback, under loopback names only: a web page whose name resolves to this machine gets
 * only an error.
 * @param port - 0 takes a free one
 * @param tls - to serve HTTPS only
 */
export function listen(app: Hono, port: number, tls?: Certificate): Promise<{ server: Server; url: string }> {
    return new Promise((resolve, reject) => {
        let own: readonly string[] = [];
        const answer: typeof app.fetch = (request, ...more) =>
            own.includes(request.headers.get("host")?.toLowerCase() ?? "")
                ? app.fetch(request, ...more)
                : misdirected();
        const scheme = tls ? "https" : "http";
        const where = { fetch: answer, port, hostname: "127.0.0.1" };
        const started = (info: AddressInfo) => {
            own = names.map((name) => new URL(`${scheme}://${name}:${info.port}`).host);
            resolve({ server, url: `${scheme}://127.0.0.1:${info.port}` });
        };
        const headers = { ServerResponse: Answer };
        const server = serve(
            tls
                ? {
                      ...where,
                      createServer: createTlsServer,
                      serverOptions: { ...headers, cert: tls.certificate, key: tls.key },
                  }
                : { ...where, serverOptions: headers },
            started,
        ) as Server;
        server.on("error", reject);
    });
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** An answer with its headers as the vendor writes them: some clients look only for `ININ-Correlation-Id`. */
class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, ...more: (string | Headers | undefined)[]): this {
        return super.writeHead(status, ...(more.map(named) as [Headers]));
    }
}

function named<Value>(headers: Value): Value | Headers {
    if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return headers;
    return Object.fromEntries(
        Object.entries(headers as OutgoingHttpHeaders).map(([name, value]) => [
            name.replace(/^inin|\b[a-z]/g, (part) => part.toUpperCase()),
            value,
        ]),
    );
}

const misdirected = () =>
    new Response(
        "The simulator only answers at 127.0.0.1, [::1], localhost, api.localhost and login.localhost with its port.\n",
        { status: 421 },
    );

/** Stops it, including open connections. */
export function stop(server: Server): Promise<void> {
    return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
    });
}
