import { spawn } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import language from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { dependencies, requiredPlugins } from "./packages";
import { runPlugin } from "./plugin";
import { Programs } from "./run";
import { generatePackage, link } from "./sdks";

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;
type Callback = grpc.sendUnaryData<unknown>;

/** Every call of the LanguageRuntime service that the engine makes. */
export function services(engineAddress: string) {
    const programs = new Programs();
    const answer =
        <Request>(work: (request: Request) => unknown) =>
        (call: Call<Request>, callback: Callback) => {
            Promise.resolve()
                .then(() => work(call.request))
                .then((response) => callback(null, response))
                .catch((error: Error) => callback({ code: grpc.status.UNKNOWN, details: error.message }));
        };
    // They convert programs and publish SDKs, which is not part of running a program.
    const refused = (name: string) => (_call: Call<unknown>, callback: Callback) =>
        callback({ code: grpc.status.UNIMPLEMENTED, details: `this stand-in language host does not offer ${name}` });

    const implementation = {
        handshake: answer(() => new language.LanguageHandshakeResponse()),
        getPluginInfo: answer(() => new plugin.PluginInfo()),
        getRequiredPlugins: answer(getRequiredPlugins),
        getRequiredPackages: answer(getRequiredPackages),
        getProgramDependencies: answer(getProgramDependencies),
        runtimeOptionsPrompts: answer(() => new language.RuntimeOptionsResponse()),
        template: answer(() => new language.TemplateResponse()),
        about: answer(about),
        cancel: answer(() => {
            programs.cancel();
            return new Empty();
        }),
        run: answer(async (request: language.RunRequest) => {
            const { error, bail } = await programs.run(request, engineAddress);
            const response = new language.RunResponse();
            response.setError(error);
            response.setBail(bail);
            return response;
        }),
        installDependencies,
        runPlugin: (call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>) =>
            runPlugin(programs, call),
        generateProgram: refused("GenerateProgram"),
        generateProject: refused("GenerateProject"),
        generatePackage: answer(generatePackage),
        pack: refused("Pack"),
        link: answer(link),
    };
    return {
        implementation: implementation as unknown as grpc.UntypedServiceImplementation,
        stop: () => programs.stop(),
    };
}

/** What a program needs, as one of the two messages that the engine knows for it. */
function needed<Message extends plugin.PluginDependency | plugin.PackageDependency>(
    folder: string,
    make: () => Message,
): Message[] {
    return requiredPlugins(folder).map(({ name, version, server }) => {
        const message = make();
        message.setName(name);
        message.setKind("resource");
        message.setVersion(version);
        message.setServer(server ?? "");
        return message;
    });
}

function getRequiredPlugins(request: language.GetRequiredPluginsRequest) {
    const response = new language.GetRequiredPluginsResponse();
    const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
    response.setPluginsList(needed(folder, () => new plugin.PluginDependency()));
    return response;
}

function getRequiredPackages(request: language.GetRequiredPackagesRequest) {
    const response = new language.GetRequiredPackagesResponse();
    const folder = request.getInfo()?.getProgramDirectory() ?? "";
    response.setPackagesList(needed(folder, () => new plugin.PackageDependency()));
    return response;
}

function getProgramDependencies(request: language.GetProgramDependenciesRequest) {
    const response = new language.GetProgramDependenciesResponse();
    const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
    response.setDependenciesList(
        dependencies(folder).map(({ name, version }) => {
            const dependency = new language.DependencyInfo();
            dependency.setName(name);
            dependency.setVersion(version);
            return dependency;
        }),
    );
    return response;
}

function about() {
    const response = new language.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    return response;
}

/** `pulumi install`: npm in the folder of a program or a plugin, its output passed on as it comes. */
function installDependencies(call: grpc.ServerWritableStream<language.InstallDependenciesRequest, unknown>): void {
    const { request } = call;
    const folder = request.getInfo()?.getProgramDirectory() || request.getDirectory();
    const options = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
    const omitted = options["production"] === true ? ["--omit=dev"] : [];
    const npm = spawn("npm", ["install", "--no-audit", "--no-fund", ...omitted], { cwd: folder });
    const send = (set: "setStdout" | "setStderr") => (data: Buffer) => {
        const response = new language.InstallDependenciesResponse();
        response[set](data);
        call.write(response);
    };
    npm.stdout.on("data", send("setStdout"));
    npm.stderr.on("data", send("setStderr"));
    npm.on("error", (error) => call.emit("error", { code: grpc.status.UNKNOWN, details: error.message }));
    npm.on("close", (code) =>
        code === 0
            ? call.end()
            : call.emit("error", { code: grpc.status.UNKNOWN, details: `npm install ended with status ${code}` }),
    );
}
