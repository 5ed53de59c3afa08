import { createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Where a request breaks: before it reaches the server, after it was carried out, in the middle of the answer. `login`
 * redirects it to a login page instead.
 */
export type Break = "never" | "login" | "silence" | "reset" | "reset-after" | "half" | "not-json";

export interface Passed {
    /** Method and path, with words for the parts that differ from realm to realm. */
    call: string;
    write: boolean;
    at: number;
}

/** A proxy to Keycloak on which a test breaks requests. */
export class FaultyProxy {
    readonly requests: Passed[] = [];
    /** What happens to each request; it may take time. */
    decide: ((call: string) => Break | undefined | Promise<Break | undefined>) | undefined;
    /** Called when a request was broken, whatever the server did with it. */
    broken: () => void = () => undefined;
    #url = "";

    private constructor(
        private readonly target: string,
        private readonly realm: string,
    ) {}

    /** Closed when the work ends, however it ends. */
    static async through<T>(target: string, realm: string, work: (way: FaultyProxy) => Promise<T>): Promise<T> {
        const way = new FaultyProxy(target, realm);
        const server = createServer((incoming, answer) => void way.#pass(incoming, answer));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        way.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        try {
            return await work(way);
        } finally {
            server.close();
            server.closeAllConnections();
        }
    }

    get url(): string {
        return this.#url;
    }

    async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
        const { method = "", url = "", headers } = incoming;
        const path = url.split("?")[0]?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}") ?? "";
        const call = `${method} ${path.replace(`/realms/${this.realm}`, "/realms/{realm}")}`;
        this.requests.push({ call, write: method !== "GET" && !path.endsWith("/token"), at: Date.now() });
        const here = await this.decide?.(call);
        if (here === "never" || here === "reset") return this.#end(here, incoming);
        if (here === "login")
            return void answer.writeHead(302, { location: "https://sso.acme.example/login?next=canary" }).end();
        const onward = send(this.target + url, { method, headers }, (response) => {
            if (here === "silence" || here === "reset-after") {
                response.resume().on("end", () => this.#end(here, incoming));
                return;
            }
            if (here !== undefined) return this.#spoil(here, response, incoming, answer);
            answer.writeHead(response.statusCode ?? 502, response.headers);
            response.pipe(answer);
        });
        onward.on("error", () => incoming.socket.destroy());
        incoming.pipe(onward);
    }

    /** A request that waits forever gets nothing; any other loses its connection. */
    #end(how: Break, incoming: IncomingMessage): void {
        this.broken();
        if (how !== "never" && how !== "silence") incoming.socket.destroy();
    }

    #spoil(how: "half" | "not-json", response: IncomingMessage, incoming: IncomingMessage, answer: ServerResponse) {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
            const whole = Buffer.concat(parts);
            this.broken();
            if (how === "not-json")
                answer.writeHead(200, { "content-type": "text/html" }).end("<html>Bad gateway</html>");
            else if (whole.length === 0) incoming.socket.destroy();
            else {
                answer.writeHead(response.statusCode ?? 502, { ...response.headers, "content-length": whole.length });
                answer.write(whole.subarray(0, Math.floor(whole.length / 2)), () => incoming.socket.destroy());
            }
        });
    }
}
