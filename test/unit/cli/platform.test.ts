import { expect } from "chai";
import { platformNote } from "../../../cli/platform";

describe("contact-center on an operating system", () => {
    it("says in one sentence on Windows that it is for Linux and macOS, and names WSL", () => {
        expect(platformNote("win32")).to.match(
            /^warning: contact-center supports Linux and macOS\. On Windows, run it in WSL\. .* \[CC7080\]$/,
        );
        expect(["linux", "darwin"].map((one) => platformNote(one as NodeJS.Platform))).to.deep.equal([
            undefined,
            undefined,
        ]);
    });
});
