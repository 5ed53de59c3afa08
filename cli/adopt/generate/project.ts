import { stringify } from "yaml";
import type { Survey, Surveyed } from "../../../operations/adopt/survey";
import { engineTypeOf } from "../../../provider/core/token";
import { isPulumiName } from "../../fleet/project";
import type { ImportFile } from "../importFile";
import { recognizeEmite, type Recognised } from "./emite";
import { recognizeLicences } from "./licences";
import { sortOut } from "./expressible";
import { Names, resourceNameOf } from "./names";
import type { Program } from "./program";
import { Declaring } from "./resources";
import { writeProgram } from "./typescript";
import { UserError } from "../../../provider/transport/errors";

/** The parts of a generated project: its files by name. */
export interface Project {
    files: Record<string, string>;
    /** Number of resources that the program declares, without components. */
    resources: number;
    /** Objects that it cannot declare, by kind, with the reason. */
    leftOut: string[];
}

export interface ProjectOptions {
    survey: Survey;
    /** The objects of the survey that the program will declare. */
    objects: readonly Surveyed[];
    stack: string;
    /** For the stack's file; contains no secret. */
    config: Record<string, string>;
    /** Versions of this library and of Pulumi's packages, as package.json needs them. */
    versions: { own: string; pulumi: string };
}

/** A complete project, as a person would have written it. Deterministic. */
export function projectOf({ survey, objects, stack, config, versions }: ProjectOptions): Project {
    const { expressible, leftOut } = sortOut(objects);
    const refused = objects.filter((one) => !expressible.includes(one));
    // Such an object is referred to by its id, because its name may be the problem.
    const known = { ...survey, objects: survey.objects.filter((one) => !refused.includes(one)) };
    const { program, imports } = programOf(known, expressible);
    const name = projectName(survey.organization);
    return {
        resources: imports.resources?.length ?? 0,
        leftOut,
        files: {
            "index.ts": writeProgram(program),
            "Pulumi.yaml": stringify({
                name,
                description: `The existing setup of the Genesys Cloud organization ${survey.organization}`,
                runtime: "nodejs",
            }),
            [stackFile(stack)]: stringify({ config }),
            "package.json": text({
                name,
                private: true,
                main: "index.ts",
                dependencies: { "@pulumi/pulumi": versions.pulumi, "pulumi-contact-center": versions.own },
                devDependencies: { "@types/node": "^24.0.0", typescript: "^6.0.3" },
            }),
            "tsconfig.json": text({
                compilerOptions: {
                    target: "es2023",
                    module: "nodenext",
                    moduleResolution: "nodenext",
                    types: ["node"],
                    strict: true,
                    noUnusedLocals: true,
                    skipLibCheck: true,
                    noEmit: true,
                },
            }),
            ".gitignore": "node_modules/\n",
            "import.json": text(imports),
        },
    };
}

/** A name that Pulumi allows: no letters outside ASCII. */
function projectName(organization: string): string {
    const plain = resourceNameOf(organization, "tenant").replace(/[^a-z0-9-]+/g, "");
    return `${plain === "" ? "tenant" : plain}-contact-center`.slice(-100);
}

/** If a name includes its organization, as in `acme/prod`, Pulumi's file has only the last part. */
function stackFile(stack: string): string {
    const name = stack.split("/").at(-1) ?? "";
    if (!isPulumiName(name))
        throw new UserError(
            "CC6005",
            `--stack ${stack}: not a valid name. Pulumi allows only letters, digits, -, _ and .`,
        );
    return `Pulumi.${name}.yaml`;
}

const text = (value: unknown): string => `${JSON.stringify(value, undefined, 4)}\n`;

function programOf(survey: Survey, objects: readonly Surveyed[]): { program: Program; imports: ImportFile } {
    const names = new Names();
    const emite = recognizeEmite(survey, objects, names);
    const licences = recognizeLicences(survey, objects, names);
    const deviations = emite !== undefined && "deviations" in emite ? emite.deviations : [];
    const components = [emite, licences].filter((one): one is Recognised => one !== undefined && "declared" in one);
    const left = components.reduce<readonly Surveyed[]>(
        (rest, one) => [...rest.filter((object) => !one.covered.has(object)), ...one.rest],
        objects,
    );
    const declaring = new Declaring(survey, names);
    const single = declaring.declare(left);
    const ids = [...components.flatMap((one) => one.ids), ...single];
    return {
        program: {
            comment: [
                `The existing setup of the Genesys Cloud organization ${survey.organization}.`,
                ...(deviations.length === 0
                    ? []
                    : [
                          `eMite's integration differs from its procedure, so its objects are declared one by one: ${deviations.join("; ")}.`,
                      ]),
            ].join("\n"),
            lookups: [...declaring.lookups.values()],
            resources: [...components.map((one) => one.declared), ...single],
            outputs: components.flatMap(({ declared, outputs }) =>
                outputs.map((property): Program["outputs"][number] => [
                    property,
                    { kind: "output", of: declared.key, property },
                ]),
            ),
        },
        imports: {
            resources: ids.map(({ type, name, id }) => ({ type: engineTypeOf(type, false), name, id })),
        },
    };
}
