import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { endChild, startChild } from "./children";
import { goTool } from "./goTool";

/** A server that speaks S3, on loopback, with one bucket. */
export interface S3 {
    /** The bucket as a backend of Pulumi. */
    backend: string;
    /** Credentials for it, in the form of AWS' clients. */
    env: Readonly<Record<string, string>>;
    /** Where its objects are, as files. */
    folder: string;
    stop(): Promise<void>;
}

const credentials = { access: "loopback", secret: "only-for-this-temporary-bucket" };

/** Starts one whose objects are files in a folder. */
export async function startS3(folder: string): Promise<S3> {
    const objects = join(folder, "objects", "states");
    await Promise.all([mkdir(objects, { recursive: true }), mkdir(join(folder, "sidecar"))]);
    const address = `127.0.0.1:${await freePort()}`;
    const args = ["--port", address, "posix", "--sidecar", join(folder, "sidecar"), join(folder, "objects")];
    const env = { ...process.env, ROOT_ACCESS_KEY: credentials.access, ROOT_SECRET_KEY: credentials.secret };
    const server = startChild(await goTool("versitygw"), args, { cwd: folder, env });
    let output = "";
    for (const stream of [server.stdout, server.stderr])
        stream.on("data", (data: Buffer) => (output = (output + data.toString()).slice(-4_000)));
    while (!(await answers(address))) {
        if (server.exitCode !== null) throw new Error(`versitygw ended with ${server.exitCode}:\n${output}`);
        await wait(20);
    }
    return {
        // Without the last part the engine sends no checksum to an endpoint other than AWS', which this server refuses.
        backend:
            `s3://states?endpoint=http://${address}&s3ForcePathStyle=true&region=us-east-1` +
            "&request_checksum_calculation=when_supported",
        env: { AWS_ACCESS_KEY_ID: credentials.access, AWS_SECRET_ACCESS_KEY: credentials.secret },
        folder: objects,
        stop: () => endChild(server),
    };
}

const answers = (address: string) =>
    fetch(`http://${address}/`).then(
        () => true,
        () => false,
    );

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
