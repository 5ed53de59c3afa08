import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Eta } from "eta";
import { filesIn } from "../files";
import { packageFolder, type ProjectContext } from "./context";
import { UserError } from "../../provider/transport/errors";

const templates = join(packageFolder, "templates");

/** The program of the repository is the example, unchanged. */
const example = join(packageFolder, "examples", "tenant");
const exampleFiles = ["index.ts", "tsconfig.json"];

/** The files of a platform repository: text by path, with slashes. Built from templates and the example. */
export function renderProject(context: ProjectContext): Record<string, string> {
    return {
        ...renderPart("project", "", context),
        ...Object.fromEntries(filesOfExample(context).map((path) => [path, readFileSync(join(example, path), "utf8")])),
        ...renderPart("policy", "policy/", context),
        ...(context.pipelines === "none" ? {} : renderPart(context.pipelines, "", context)),
    };
}

/** In YAML, Pulumi.yaml is the program. */
const filesOfExample = ({ language }: ProjectContext): string[] => (language === "yaml" ? [] : exampleFiles);

/** A template that renders to nothing does not create a file. */
function renderPart(part: string, target: string, context: ProjectContext): Record<string, string> {
    const folder = join(templates, part);
    // The output is not HTML, so nothing is escaped. Only `-%>` removes the rest of its line.
    const eta = new Eta({ autoEscape: false, autoTrim: false });
    const files = filesIn(folder).map((path) => {
        try {
            const text = eta.renderString(readFileSync(join(folder, path), "utf8"), context);
            return [target + dotted(path), text] as const;
        } catch (error) {
            throw new UserError(
                "CC7077",
                `the template ${part}/${path} cannot be rendered: ${(error as Error).message}`,
                {
                    cause: error,
                },
            );
        }
    });
    return Object.fromEntries(files.filter(([, text]) => text.trim() !== ""));
}

/** `_github/workflows/up.yml` becomes `.github/workflows/up.yml`: npm excludes some dot files from a package. */
const dotted = (path: string): string => path.replaceAll(/(?<=^|\/)_/g, ".");
