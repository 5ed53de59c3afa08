import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import language from "@pulumi/pulumi/proto/language_pb";

interface Manifest {
    name: string;
    dependencies?: Record<string, string>;
    allowScripts?: Record<string, boolean>;
}

/** The language of this host is part of its file name. The generators of SDKs are next to it. */
const [, script = ""] = process.argv;
const ownLanguage = basename(script).replace(/^pulumi-language-/, "");
const generator = join(dirname(script), ownLanguage === "dotnet" ? "generate-dotnet" : "generate");

/** Writes the SDK of a package in the language of this host. */
export async function generatePackage(
    request: language.GeneratePackageRequest,
): Promise<language.GeneratePackageResponse> {
    const child = spawn(generator, [ownLanguage], { stdio: "pipe" });
    child.stdin.on("error", () => undefined).end(request.serializeBinary());
    const [output, problem, [code]] = await Promise.all([
        buffer(child.stdout),
        text(child.stderr),
        once(child, "close") as Promise<[number]>,
    ]);
    if (code !== 0) throw new Error(problem.trim());
    return language.GeneratePackageResponse.deserializeBinary(output);
}

/** Adds generated SDKs to the package.json of a program; the engine then installs its dependencies. */
export async function link(request: language.LinkRequest): Promise<language.LinkResponse> {
    const folder = request.getInfo()?.getProgramDirectory() ?? "";
    const manifest = await manifestOf(folder);
    const names: string[] = [];
    for (const sdk of request.getPackagesList()) {
        const { name } = await manifestOf(join(folder, sdk.getPath()));
        const source = `file:${sdk.getPath()}`;
        manifest.dependencies = { ...manifest.dependencies, [name]: source };
        // npm runs only the scripts of these packages, and a script compiles the SDK.
        manifest.allowScripts = { ...manifest.allowScripts, [source]: true };
        names.push(name);
    }
    await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 4)}\n`);
    const response = new language.LinkResponse();
    response.setImportInstructions(names.map((name) => `require("${name}")`).join("\n"));
    return response;
}

const manifestOf = async (folder: string): Promise<Manifest> =>
    JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
