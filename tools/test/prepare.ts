import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "../engine";
import { addLanguages } from "../engine/languages";
import { goTool } from "../goTool";
import { startSharedKeycloaks } from "../keycloak";
import { packedLibrary, packLibrary, preparedProject, prepareProject } from "../package";
import type { Need, Suite } from "./suites";

const ofSeveral: readonly Need[] = ["library", "project", "keycloak"];

const say = (line: string): void => console.log(line);

/**
 * Prepares what suites need, once for all of them. A test file that runs without the runner prepares it itself.
 * `endChildren` stops the servers.
 */
export class Preparation {
    readonly #folder = mkdtemp(join(tmpdir(), "test-run-"));
    readonly #begun = new Map<Need, Promise<NodeJS.ProcessEnv>>();

    /** @param isSingle - whether one file is run, which prepares expensive needs only if it uses them */
    constructor(private readonly isSingle: boolean) {
        const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
        void this.#folder.then((folder) => process.once("exit", () => remove(folder)));
    }

    /** @returns variables of the environment that name it to the tests */
    async of({ needs = [] }: Suite): Promise<NodeJS.ProcessEnv> {
        const wanted = this.isSingle ? needs.filter((need) => !ofSeveral.includes(need)) : needs;
        return Object.assign({}, ...(await Promise.all(wanted.map((need) => this.#get(need))))) as NodeJS.ProcessEnv;
    }

    #get(need: Need): Promise<NodeJS.ProcessEnv> {
        const begun = this.#begun.get(need) ?? this.#prepare[need]();
        this.#begun.set(need, begun);
        return begun;
    }

    readonly #prepare: Record<Need, () => Promise<NodeJS.ProcessEnv>> = {
        act: () => goTool("act").then(() => ({})),
        actionlint: () => goTool("actionlint").then(() => ({})),
        versitygw: () => goTool("versitygw").then(() => ({})),
        engine: async () => {
            const { pulumi, source } = await findEngine(say);
            say(source);
            return { PULUMI_BIN: pulumi };
        },
        languages: async () => {
            const { PULUMI_BIN: pulumi = "" } = await this.#get("engine");
            await addLanguages({ pulumi }, say);
            return {};
        },
        keycloak: () => startSharedKeycloaks(say),
        library: async () => ({ [packedLibrary]: await packLibrary(join(await this.#folder, "package")) }),
        project: async () => {
            const library = await this.#get("library");
            // The library that the project is created from.
            Object.assign(process.env, library);
            await prepareProject(await this.#folder);
            return { ...library, [preparedProject]: await this.#folder };
        },
    };
}
