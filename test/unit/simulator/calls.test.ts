import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { routes } from "../../../simulator/routes";
import { vendorCalls } from "../../vendorCalls";

const file = join(__dirname, "../../../docs/simulator.md");
const [begin, end] = ["<!-- calls -->\n", "<!-- end of calls -->"];

const below = (path: string) => path.replace("/api/v2", "");

/** The tables of the calls that are simulated, and of those that are not in the same areas. */
function tables(): string {
    const own = new Map<string, string[]>();
    for (const { method, path } of routes) own.set(path, [...(own.get(path) ?? []), method]);
    const simulated = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const all = [...vendorCalls().keys()];
    const areas = [...new Set(routes.map(({ path }) => path.split("/")[3] ?? ""))].sort();
    const others = areas.map((area) => {
        const left = all.filter((call) => !simulated.has(call) && call.split("/")[3] === area);
        // Of a path that is simulated in part, the methods that are not simulated; of the others, the first two parts.
        const parts = left.map((call) => {
            const [method = "", path = ""] = call.split(" ");
            const short = below(path).split("/").slice(2, 4).join("/");
            return own.has(path) ? `\`${method} ${below(path)}\`` : `\`${short}\``;
        });
        return `| \`/${area}\` | ${left.length} | ${[...new Set(parts)].sort().join(", ")} |`;
    });
    return [
        `The ${simulated.size} calls that are simulated, below \`/api/v2\`:`,
        "",
        "| path | methods |",
        "| --- | --- |",
        ...[...own].sort().map(([path, methods]) => `| \`${below(path)}\` | ${methods.sort().join(", ")} |`),
        "",
        `The official JavaScript SDK has ${all.length} calls. The others answer 501. In the areas above, these are not simulated:`,
        "",
        "| area | calls | paths below it |",
        "| --- | --- | --- |",
        ...others,
        "",
    ].join("\n");
}

/** Without the column widths of the formatter. */
const plain = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---").trim();

describe("docs/simulator.md", () => {
    it("lists every call that is simulated, and what is not simulated; `UPDATE_DOCS=1` writes it", () => {
        const text = readFileSync(file, "utf8");
        const [before = "", rest = ""] = text.split(begin);
        const [listed = "", after = ""] = rest.split(end);
        if (process.env["UPDATE_DOCS"] === "1")
            writeFileSync(file, [before, begin, "\n", tables(), "\n", end, after].join(""));
        else expect(plain(listed)).to.equal(plain(tables()));
    });
});
