import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** Serves an application on loopback. @param port - 0 takes a free one */
export function listen(app: Hono, port: number): Promise<{ server: Server; url: string }> {
    return new Promise((resolve, reject) => {
        const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (info: AddressInfo) =>
            resolve({ server, url: `http://127.0.0.1:${info.port}` }),
        ) as Server;
        server.on("error", reject);
    });
}

/** Ends it, open connections too. */
export function stop(server: Server): Promise<void> {
    return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
    });
}
