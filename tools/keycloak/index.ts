import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "../children";
import { Admin, type Keycloak } from "./admin";
import { type KeycloakVersion, keycloakScript, missingForKeycloak, testedVersions } from "./distribution";

export type { Keycloak } from "./admin";
export {
    allVersions,
    type KeycloakVersion,
    keycloakVersions,
    missingForKeycloak,
    testedVersions,
} from "./distribution";

/** A Keycloak of this process. */
export interface RunningKeycloak extends Keycloak {
    stop(): Promise<void>;
}

const contextPath = "/auth";
/** Milliseconds after which an unfinished start is logged. A cold start takes 30 s on two idle cores. */
const reportEvery = 15_000;
/** For a server that lives for minutes: takes half the processor time of the script's own options until it is ready. */
const javaOptions = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms192m -Xmx512m -XX:MaxMetaspaceSize=256m";
/** Names the servers of {@link startSharedKeycloaks}, as JSON. */
const sharedVariable = "SHARED_KEYCLOAKS";

/**
 * Starts every version for all processes of a test run, or none if this machine cannot run them. `endChildren` ends them.
 * @returns the environment in which {@link sharedKeycloak} finds them
 */
export async function startSharedKeycloaks(report: (line: string) => void): Promise<Record<string, string>> {
    const versions = missingForKeycloak() === undefined ? testedVersions : [];
    const running = await Promise.all(versions.map((version) => startKeycloak(version, report)));
    return { [sharedVariable]: JSON.stringify(running) };
}

/** The server of the test run, if there is one. */
export function sharedKeycloak(version: KeycloakVersion): Keycloak | undefined {
    const shared = JSON.parse(process.env[sharedVariable] ?? "[]") as Keycloak[];
    return shared.find((one) => one.version === version);
}

/** How often a Keycloak that comes up without its administrator is restarted. */
const starts = 3;

/**
 * Starts a Keycloak and waits until it is healthy and its administrator can log in. On a busy machine, the setup of the
 * realm `master` may fail although the server reports that it is healthy. Then another one is started.
 */
export async function startKeycloak(
    version: KeycloakVersion,
    report: (line: string) => void,
): Promise<RunningKeycloak> {
    for (let start = 1; ; start++) {
        const keycloak = await startServer(version, report);
        const problem = await Admin.logIn(keycloak).then(
            () => undefined,
            (error: Error) => error,
        );
        if (problem === undefined) return keycloak;
        await keycloak.stop();
        if (start === starts) throw problem;
        report(`Keycloak ${version} is started again: ${problem.message}`);
    }
}

async function startServer(version: KeycloakVersion, report: (line: string) => void): Promise<RunningKeycloak> {
    const script = await keycloakScript(version, report);
    const port = await freePort();
    const admin = { user: "admin", password: randomBytes(12).toString("hex") };
    const child = startChild(script, options(version, port), {
        env: {
            ...process.env,
            JAVA_OPTS: javaOptions,
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
        // The script passes the signal on to the server, or has become the server.
        child.kill("SIGTERM");
        const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
        await closed;
        clearTimeout(timer);
    };
    const url = `http://127.0.0.1:${port}`;
    try {
        await healthy(`${url}${contextPath}/health/ready`, {
            isRunning: () => child.exitCode === null,
            // A busy machine may take minutes, so the progress is shown.
            waiting: (seconds) => {
                const [last = "nothing yet"] = log.trim().split("\n").slice(-1);
                report(`Keycloak ${version} has been starting for ${seconds} s. It last logged: ${last}`);
            },
        });
    } catch (error) {
        await stop();
        throw new Error(`Keycloak ${version} did not start: ${(error as Error).message}\n${log}`, { cause: error });
    }
    return { version, url, contextPath, admin, stop };
}

function options(version: KeycloakVersion, port: number): string[] {
    const major = Number(version.split(".")[0]);
    const health = [
        // Up to 17, health comes with the metrics; from 25 on it has its own port.
        major <= 17 ? "--metrics-enabled=true" : "--health-enabled=true",
        ...(major >= 25 ? ["--http-management-health-enabled=false"] : []),
    ];
    return [
        "start-dev",
        "--http-host=127.0.0.1",
        `--http-port=${port}`,
        `--http-relative-path=${contextPath}`,
        "--db=dev-mem",
        // The database lives as long as a connection to it; an idle pool closes its connections after some minutes.
        "--db-pool-min-size=1",
        ...health,
    ];
}

/** Resolves when the server is healthy, however long that takes; throws if it has exited. */
async function healthy(
    address: string,
    { isRunning, waiting }: { isRunning(): boolean; waiting(seconds: number): void },
): Promise<void> {
    const begin = Date.now();
    for (let reported = 0; ;) {
        if (!isRunning()) throw new Error("it ended");
        const answer = await fetch(address).catch(() => undefined);
        if (answer?.ok) return;
        const passed = Date.now() - begin;
        if (passed - reported >= reportEvery) waiting(Math.round((reported = passed) / 1_000));
        await wait(250);
    }
}

/** A port that was free a moment ago, because Keycloak does not tell which one it took. */
async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    if (address === null || typeof address === "string") throw new Error("no port is free");
    return address.port;
}
