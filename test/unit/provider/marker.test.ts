import { expect } from "chai";
import fc from "fast-check";
import { markerLength, readMarker, writeMarker } from "../../../provider/core/marker";

const text = fc.string().filter((one) => !one.includes("managed by"));
const marker = fc
    .tuple(fc.stringMatching(/^[\w-]+$/), fc.stringMatching(/^[\w.-]+$/), fc.stringMatching(/^[^\n\s]+$/))
    .map((parts) => parts.join("/"));

describe("a marker", () => {
    it("is read back as it was written, as is the user's part before it", () => {
        fc.assert(
            fc.property(text, marker, (own, mark) => {
                expect(readMarker(writeMarker({ text: own, marker: mark }))).to.deep.equal({ text: own, marker: mark });
            }),
        );
    });

    it("is on its own line after the user's part, in words that people understand", () => {
        expect(writeMarker({ text: "Sells", marker: "p/s/n" })).to.equal(
            "Sells\nmanaged by pulumi-contact-center: p/s/n",
        );
        expect(writeMarker({ text: "", marker: "p/s/n" })).to.equal("managed by pulumi-contact-center: p/s/n");
        expect(markerLength("p/s/n")).to.equal("\nmanaged by pulumi-contact-center: p/s/n".length);
    });

    it("stays if the program declares none, as does a text", () => {
        const there = "Sells\nmanaged by pulumi-contact-center: p/s/n";
        expect(writeMarker({}, there)).to.equal(there);
        expect(writeMarker({ text: "Buys" }, there)).to.equal("Buys\nmanaged by pulumi-contact-center: p/s/n");
        expect(writeMarker({ marker: "p/s/m" }, there)).to.equal("Sells\nmanaged by pulumi-contact-center: p/s/m");
    });

    it("is found if a product replaced the line break with a blank, or somebody wrote after it", () => {
        expect(readMarker("Sells managed by pulumi-contact-center: p/s/n")).to.deep.equal({
            text: "Sells",
            marker: "p/s/n",
        });
        expect(readMarker("managed by pulumi-contact-center: p/s/n\nby hand")).to.deep.equal({
            text: "\nby hand",
            marker: "p/s/n",
        });
        expect(readMarker("Sells")).to.deep.equal({ text: "Sells" });
        expect(readMarker(undefined)).to.deep.equal({ text: "" });
    });
});
