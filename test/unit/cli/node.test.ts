import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { transform } from "esbuild";
import { leastNode, nodeProblem } from "../../../provider/core/nodeVersion";

const root = join(__dirname, "../../..");

describe("an old version of Node", () => {
    it("is reported in one sentence with the required version, the one of package.json", async () => {
        const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
            engines: { node: string };
        };
        expect(engines.node).to.equal(`>=${leastNode}`);
        for (const old of ["12.22.12", "20.20.2", "22.8.0", "22.12.0"])
            expect(nodeProblem(old)).to.equal(
                `pulumi-contact-center needs Node ${leastNode} or later, and this is Node ${old}. Install a later version of Node [CC1128]`,
            );
        for (const good of ["22.13.0", "24.0.0", "100.1.0"]) expect(nodeProblem(good)).to.equal(undefined);
    });

    it("can parse what the command loads until then", async () => {
        const entry = await readFile(join(root, "cli/main.ts"), "utf8");
        expect(entry.split("\n")[1]).to.equal('import "./requireNode";');
        for (const file of ["cli/main.ts", "cli/requireNode.ts", "provider/core/nodeVersion.ts"]) {
            const text = await readFile(join(root, file), "utf8");
            const forNode = async (target: string) =>
                (await transform(text, { loader: "ts", format: "cjs", platform: "node", target })).code;
            expect(await forNode("node10"), file).to.equal(await forNode("esnext"));
        }
    });
});
