import { readFile } from "node:fs/promises";
import { UserError } from "../../../provider/transport/errors";
import { renderMarkdown } from "../../drift/markdown";
import { printable } from "../../../provider/transport/foreignText";
import { type AnyReview, isFailed, shortened, undecided } from "../../drift/format";
import { pipelineOf } from "../pipeline";
import { scmOf } from "./index";
import { print } from "../../print";

/** The text that identifies issues of reviews. */
const label = "drift";

const markerOf = (stack: string): string => `<!-- contact-center: drift ${encodeURIComponent(stack)} -->`;

/** `contact-center ci issues` */
export async function issues(file: string): Promise<void> {
    const reviews = await reviewsIn(file);
    const scm = scmOf(pipelineOf(process.env), process.env);
    const open = await scm.issues(label);
    for (const review of reviews) {
        // A stack without a result keeps its issue unchanged.
        if (isFailed(review)) continue;
        const marker = markerOf(review.stack);
        const there = open.find(({ body }) => body.startsWith(marker));
        const stack = printable(review.stack);
        if (undecided(review).length > 0) {
            const issue = { title: `Drift of ${shortened(stack, 100)}`, body: bodyOf(review, marker) };
            if (there === undefined) print(`${stack}: issue ${await scm.openIssue(issue, label)} is open`);
            else if (there.body.trim() !== issue.body.trim()) {
                await scm.changeIssue(there.number, issue);
                print(`${stack}: issue ${there.number} has changed`);
            }
        } else if (there !== undefined && review.summary.unchecked === 0) {
            await scm.closeIssue(there.number, "The latest review has no undecided findings.");
            print(`${stack}: issue ${there.number} is closed`);
        }
    }
}

async function reviewsIn(file: string): Promise<AnyReview[]> {
    const { stacks } = JSON.parse(await readFile(file, "utf8")) as { stacks: AnyReview[] };
    const names = stacks.map(({ stack }) => stack);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
        throw new UserError(
            "CC7015",
            `two projects of the fleet have a stack ${twice}, but issues are identified by the name of the stack. Rename one of the stacks`,
        );
    return stacks;
}

const bodyOf = (review: AnyReview, marker: string): string =>
    [
        marker,
        renderMarkdown([review]),
        "`pulumi up --refresh` restores the declared values. `contact-center drift decide` writes a decision to accept or ignore a finding into `drift-review.yaml`. This issue closes when a review has no undecided findings.",
    ].join("\n\n");
