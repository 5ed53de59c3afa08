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
        throw new UserError(`${file} is no comment of this command's: its first line says of which kind it is`);
    const pipeline = pipelineOf(process.env);
    const scm = scmOf(pipeline, process.env);
    if (pipeline.request === undefined) throw new UserError("this pipeline is not that of a pull or merge request");
    const there = (await scm.ownComments(pipeline.request)).find((one) => one.body.startsWith(marker));
    if (there === undefined) await scm.addComment(pipeline.request, body);
    else if (there.body.trim() !== body) await scm.changeComment(pipeline.request, there.id, body);
    print(there === undefined ? "commented" : "the comment that was there is up to date");
}
