import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A server on loopback while something runs.
 * @param use - receives its address, without a path
 */
export async function withHttpServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
        server.closeAllConnections();
        server.close();
    }
}
