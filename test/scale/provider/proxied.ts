import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { certificates } from "../../data/certificates";

export interface ProxyOptions {
    /** The status with which it refuses to connect; a function of the request's `Proxy-Authorization`. */
    refuses?: (authorization: string | undefined) => number | undefined;
}

export interface Proxied {
    /** Address of the proxy. */
    proxy: string;
    /** `CONNECT api.mypurecloud.ie:443`, and for plain http `GET http://host/path`. */
    carried: string[];
    /** `GET api.mypurecloud.ie/path`, as the server got them. */
    served: string[];
}

/** A network whose only way out is a CONNECT proxy. Every host behind it is one server with TLS, or without. */
export async function behindProxy<T>(
    answer: RequestListener,
    test: (network: Proxied) => Promise<T>,
    { refuses = () => undefined }: ProxyOptions = {},
): Promise<T> {
    const [carried, served]: [string[], string[]] = [[], []];
    const serve: RequestListener = (request, response) => {
        request.resume();
        served.push(`${request.method} ${request.headers.host}${request.url}`);
        answer(request, response);
    };
    const secure = createHttpsServer({ cert: certificates.certificate, key: certificates.key }, serve);
    const proxy = createHttpServer((request, response) => {
        carried.push(`${request.method} ${request.url}`);
        const status = refuses(request.headers["proxy-authorization"]);
        if (status !== undefined) return void response.writeHead(status).end("{}");
        request.url = new URL(request.url ?? "").pathname;
        serve(request, response);
    });
    const sockets = new Set<Socket>();
    proxy.on("connect", ({ url, headers }: IncomingMessage, client: Socket) => {
        carried.push(`CONNECT ${url}`);
        const status = refuses(headers["proxy-authorization"]);
        if (status !== undefined) return client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 2\r\n\r\n{}`);
        const server = connect(port(secure), "127.0.0.1", () => {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            server.pipe(client).pipe(server);
        });
        for (const socket of [client, server]) sockets.add(socket.on("error", () => undefined));
    });
    await Promise.all([secure, proxy].map((one) => new Promise<void>((done) => one.listen(0, "127.0.0.1", done))));
    try {
        return await test({ proxy: `http://127.0.0.1:${port(proxy)}`, carried, served });
    } finally {
        for (const socket of sockets) socket.destroy();
        for (const one of [secure, proxy]) {
            one.closeAllConnections();
            one.close();
        }
    }
}

const port = (server: Server): number => (server.address() as AddressInfo).port;

/** Runs with these variables of the environment, and no others of proxies. */
export async function withVariables<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
    const names = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
    const before = [...names, ...Object.keys(variables)].map((name) => [name, process.env[name]] as const);
    for (const name of names) delete process.env[name];
    Object.assign(process.env, variables);
    try {
        return await work();
    } finally {
        for (const [name, value] of before)
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
    }
}
