import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { firstResourceSent, noteResource } from "../../../sdk/program";
import { mockEngine } from "./mocks";

/** A program with an engine that never gets requests. */
const newProgram = () => pulumi.runtime.setMockOptions({}, "project", "stack", true);

/** A parent that the engine learns of later. */
function laterParent(): { parent: pulumi.Resource; known(): void } {
    const waiting: (() => void)[] = [];
    const urn = { apply: (then: () => void) => waiting.push(then) };
    return { parent: { urn } as unknown as pulumi.Resource, known: () => waiting.forEach((then) => then()) };
}

const soon = (work: Promise<unknown>) =>
    Promise.race([work.then(() => true), new Promise((resolve) => setTimeout(resolve, 50, false))]);

describe("a lookup", () => {
    after(() => void mockEngine());

    it("starts when the program's first resource is sent, so that it does not delay the start of the provider", async () => {
        newProgram();
        const { parent, known } = laterParent();
        const sent = firstResourceSent();
        noteResource(parent);
        noteResource(laterParent().parent);
        expect(await soon(sent)).to.equal(false);
        known();
        await sent;
    });

    it("starts at once in a program without resources", async () => {
        newProgram();
        expect(await soon(firstResourceSent())).to.equal(true);
    });

    it("starts within half a second if the first resource itself needs its answer", async () => {
        newProgram();
        noteResource(laterParent().parent);
        await firstResourceSent();
    });
});
