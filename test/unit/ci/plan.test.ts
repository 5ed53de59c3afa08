import { expect } from "chai";
import { changesOf, outcomeOf } from "../../../cli/ci/plan";
import type { StepMetadata } from "../../../engine/eventServer";
import type { OperationResult } from "../../../engine/operation";
import { unknownValue } from "../../../provider/runtime/wire";

const id = "e5331c64-0000-4000-8000-000000000001";
const urn = "urn:pulumi:acme::emite::pulumi-nodejs:dynamic/genesys:GroupMembership::members";
const type = "pulumi-nodejs:dynamic/genesys:GroupMembership";
const side = (inputs: object) => ({ urn, type, custom: true, inputs });
const update = (...warnings: string[]) =>
    outcomeOf({
        failed: false,
        steps: [{ op: "update", urn, type, old: side({ members: { [id]: true } }), new: side({ members: {} }) }],
        errors: [],
        warnings,
        violations: [],
    } as unknown as OperationResult);

describe("the plan of a preview", () => {
    it("shows a consequence once, with the names of the provider's warning", () => {
        const named = `1 member is removed from the group: "anna.smith@acme.example (${id})"`;
        const { changes, warnings } = update(`members of group "Team (g-1)": ${named}`, "another warning");
        expect(changes.map(({ consequences }) => consequences)).to.deep.equal([[named]]);
        expect(warnings).to.deep.equal(["another warning"]);
    });

    it("says of a value that a preview does not know, in resources of both kinds, that `up` knows it", () => {
        const step = (type: string, sides: unknown) => ({ op: "update", urn, type, ...(sides as object) });
        const groups = [id, unknownValue];
        const kinds = [
            step(type, { old: side({ group: id }), new: side({ group: unknownValue }) }),
            step("contactcenter:genesys:ClientApp", { old: side({ groups: [id] }), new: side({ groups }) }),
        ] as StepMetadata[];
        expect(changesOf(kinds).flatMap(({ differences }) => differences)).to.have.members([
            `group: ${id} -> "(known after \`up\`)"`,
            `groups: ["${id}"] -> ["${id}","(known after \`up\`)"]`,
        ]);
    });

    it("keeps the id if no warning names it, or one names another object", () => {
        const plain = `1 member is removed from the group: "${id}"`;
        const other = `group "x": 1 member is removed from the group: "ben.smith@acme.example (another-id)"`;
        expect(update().changes[0]?.consequences).to.deep.equal([plain]);
        expect(update(other)).to.deep.include({ warnings: [other] });
        expect(update(other).changes[0]?.consequences).to.deep.equal([plain]);
    });
});
