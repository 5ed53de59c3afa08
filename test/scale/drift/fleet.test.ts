import { expect } from "chai";
import { renderHtml } from "../../../cli/drift/html";
import { umbrella } from "../../unit/drift/sample";

describe("drift of a fleet", () => {
    it("as HTML holds two hundred stacks", () => {
        const many = Array.from({ length: 200 }, (_, index) => ({ ...umbrella, stack: `stack ${index}` }));
        expect(renderHtml(many).match(/<section /g)).to.have.length(200);
    });
});
