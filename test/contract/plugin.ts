import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type ProviderClient, providerClient } from "../../tools/engine/providerClient";

const root = join(__dirname, "../..");
type Bag = Record<string, unknown>;

/** The plugin for dynamic resources of the installed @pulumi/pulumi, as the engine starts it. */
export class Plugin {
    private constructor(
        private readonly process: ChildProcess,
        private readonly client: ProviderClient,
        private readonly folder: string,
        private readonly text: string,
        /** What it wrote to its standard error. */
        readonly errors: string[],
    ) {}

    /** @param engine - the engine's address, which the plugin gets as its last argument */
    static async start(token: string, config: Record<string, string>, engine = "127.0.0.1:0"): Promise<Plugin> {
        const folder = await mkdtemp(join(tmpdir(), "plugin-"));
        await symlink(join(root, "node_modules"), join(folder, "node_modules"));
        const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
        const child = spawn(process.execPath, [script, engine], {
            cwd: folder,
            env: { ...process.env, PULUMI_NODEJS_PROJECT: "project" },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const errors: string[] = [];
        child.stderr.on("data", (data: Buffer) => errors.push(data.toString()));
        const port = await new Promise<string>((resolve, reject) => {
            child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
            child.once("exit", () => reject(new Error(`the plugin ended: ${errors.join("")}`)));
        });
        const client = providerClient(port);
        const text = `exports.handler = () => require("pulumi-contact-center/provider").dynamic("${token}")`;
        const plugin = new Plugin(child, client, folder, text, errors);
        try {
            const request = new messages.ConfigureRequest();
            request.setArgs(Struct.fromJavaScript(config));
            await client.call("configure", request);
            return plugin;
        } catch (error) {
            await plugin.stop();
            throw error;
        }
    }

    get exited(): Promise<number | null> {
        if (this.process.exitCode !== null) return Promise.resolve(this.process.exitCode);
        return new Promise((resolve) => this.process.once("exit", resolve));
    }

    async check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: string[] }> {
        const request = new messages.CheckRequest();
        request.setOlds(this.struct(olds));
        request.setNews(this.struct(news));
        const response = await this.client.call<messages.CheckResponse>("check", request);
        return {
            inputs: response.getInputs()?.toJavaScript() as Bag,
            failures: response.getFailuresList().map((failure) => failure.getReason()),
        };
    }

    async diff(
        id: string,
        olds: Bag,
        news: Bag,
    ): Promise<{ changes: number; replaces: string[]; deleteFirst: boolean }> {
        const request = new messages.DiffRequest();
        request.setId(id);
        request.setOlds(this.struct(olds));
        request.setNews(this.struct(news));
        const response = await this.client.call<messages.DiffResponse>("diff", request);
        return {
            changes: response.getChanges(),
            replaces: response.getReplacesList(),
            deleteFirst: response.getDeletebeforereplace(),
        };
    }

    async create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
        const request = new messages.CreateRequest();
        request.setProperties(this.struct(inputs));
        const response = await this.client.call<messages.CreateResponse>("create", request);
        return { id: response.getId(), outs: response.getProperties()?.toJavaScript() as Bag };
    }

    async read(id: string, properties: Bag): Promise<{ id: string; outs: Bag; inputs: Bag | undefined }> {
        const request = new messages.ReadRequest();
        request.setId(id);
        request.setProperties(this.struct(properties));
        const response = await this.client.call<messages.ReadResponse>("read", request);
        return {
            id: response.getId(),
            outs: response.getProperties()?.toJavaScript() as Bag,
            inputs: response.getInputs()?.toJavaScript() as Bag | undefined,
        };
    }

    async update(id: string, olds: Bag, news: Bag): Promise<Bag> {
        const request = new messages.UpdateRequest();
        request.setId(id);
        request.setOlds(this.struct(olds));
        request.setNews(this.struct(news));
        const response = await this.client.call<messages.UpdateResponse>("update", request);
        return response.getProperties()?.toJavaScript() as Bag;
    }

    async delete(id: string, properties: Bag): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setId(id);
        request.setProperties(this.struct(properties));
        await this.client.call("delete", request);
    }

    async stop(): Promise<void> {
        this.client.close();
        this.process.kill("SIGKILL");
        await this.exited;
        await rm(this.folder, { recursive: true, force: true });
    }

    private struct(bag: Bag): Struct {
        return Struct.fromJavaScript({ ...bag, __provider: this.text } as never);
    }
}
