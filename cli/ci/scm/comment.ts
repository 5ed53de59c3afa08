import { readFile } from "node:fs/promises";
import { UserError } from "../../../provider/transport/errors";
import { pipelineOf } from "../pipeline";
import { scmOf } from "./index";
import { print } from "../../print";

/** `contact-center ci comment` */
export async function comment(file: string): Promise<void> {
    const body = (await readFile(file, "utf8")).trim();
    const marker = /^<!-- contact-center: .+ -->(?=\n)/.exec(body)?.[0];
    if (marker === undefined)
        throw new UserError(
            "CC7012",
            `${file} was not written by \`contact-center ci preview --comment\` or \`ci up --comment\`: its first line is not their marker`,
        );
    const pipeline = pipelineOf(process.env);
    const scm = scmOf(pipeline, process.env);
    if (pipeline.request === undefined)
        throw new UserError(
            "CC7013",
            "this pipeline does not run for a pull request or merge request. Run the command only in such pipelines",
        );
    const there = (await scm.ownComments(pipeline.request)).find((one) => one.body.startsWith(marker));
    if (there === undefined) await scm.addComment(pipeline.request, body);
    else if (there.body.trim() !== body) await scm.changeComment(pipeline.request, there.id, body);
    print(there === undefined ? "commented" : "the existing comment is up to date");
}
