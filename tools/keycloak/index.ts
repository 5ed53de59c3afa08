import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "../children";
import { type KeycloakVersion, keycloakScript } from "./distribution";

export { type KeycloakVersion, keycloakVersions, missingForKeycloak } from "./distribution";

/** A running Keycloak: in memory, on loopback, behind `/auth` as Eleveo's. */
export interface Keycloak {
    version: KeycloakVersion;
    /** Without the context path. */
    url: string;
    contextPath: string;
    /** The administrator of the realm `master`. */
    admin: { user: string; password: string };
    stop(): Promise<void>;
}

const contextPath = "/auth";
/** A cold start with its first build takes about 30 s on two cores. */
const patience = 180_000;

/** Starts a Keycloak and waits until it says that it is healthy. */
export async function startKeycloak(version: KeycloakVersion, report: (line: string) => void): Promise<Keycloak> {
    const script = await keycloakScript(version, report);
    const port = await freePort();
    const admin = { user: "admin", password: randomBytes(12).toString("hex") };
    const child = startChild(script, options(version, port), {
        env: {
            ...process.env,
            // The names up to 25, and from 26 on.
            KEYCLOAK_ADMIN: admin.user,
            KEYCLOAK_ADMIN_PASSWORD: admin.password,
            KC_BOOTSTRAP_ADMIN_USERNAME: admin.user,
            KC_BOOTSTRAP_ADMIN_PASSWORD: admin.password,
        },
    });
    let log = "";
    for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data: Buffer) => (log = (log + data.toString()).slice(-20_000)));
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const stop = async () => {
        // The script becomes the Java process, so this id is the server's.
        child.kill("SIGTERM");
        const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
        await closed;
        clearTimeout(timer);
    };
    const url = `http://127.0.0.1:${port}`;
    try {
        await healthy(`${url}${contextPath}/health/ready`, () => child.exitCode === null);
    } catch (error) {
        await stop();
        throw new Error(`Keycloak ${version} did not start: ${(error as Error).message}\n${log}`, { cause: error });
    }
    return { version, url, contextPath, admin, stop };
}

function options(version: KeycloakVersion, port: number): string[] {
    const health =
        version === "17.0.0"
            ? ["--metrics-enabled=true"] // there the health comes with the metrics
            : ["--health-enabled=true", "--http-management-health-enabled=false"];
    return [
        "start-dev",
        "--http-host=127.0.0.1",
        `--http-port=${port}`,
        `--http-relative-path=${contextPath}`,
        "--db=dev-mem",
        ...health,
    ];
}

async function healthy(address: string, running: () => boolean): Promise<void> {
    const end = Date.now() + patience;
    while (Date.now() < end) {
        if (!running()) throw new Error("it ended");
        const answer = await fetch(address).catch(() => undefined);
        if (answer?.ok) return;
        await wait(250);
    }
    throw new Error(`it was not healthy after ${patience / 1_000} s`);
}

/** A port that was free a moment ago: Keycloak does not tell which one it took. */
async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    if (address === null || typeof address === "string") throw new Error("no port is free");
    return address.port;
}
