import { type Assumption, kinds, productOf, products } from "../../operations/conformance/assumption";
import { assumptions } from "../../operations/conformance/assumptions";
import { allChecks } from "../../operations/conformance/targets";
import { markdownTable } from "../table";

const head = `# Evidence

What this library assumes about the products, and what each assumption rests on. "Not confirmed" in the documents and in comments leads here. [\`contact-center conformance\`](conformance.md) checks most of it on your tenant. The rules that refuse something at preview are in another table: [what a preview refuses](genesys.md#what-a-preview-refuses).

This page is written by \`npm run evidence\` from \`operations/conformance/assumptions/\`.
`;

/** `docs/evidence.md`, as Prettier would write it. */
export const evidencePage = (): string =>
    [
        head,
        countsTable(),
        "",
        markdownTable(["evidence", "means"], Object.entries(kinds)),
        "",
        ...Object.values(products).flatMap((product) => [
            `## ${product}`,
            "",
            ...assumptions.filter(({ id }) => productOf(id) === product).flatMap(section),
        ]),
    ].join("\n");

/** Assumptions of each product by their evidence, and how many the command checks. */
export function countsTable(): string {
    const rows = [...Object.values(products), "all"].map((product) => {
        const own = assumptions.filter(({ id }) => product === "all" || productOf(id) === product);
        const counts = Object.keys(kinds).map((kind) => own.filter((one) => one.kind === kind).length);
        const reads = own.filter((one) => howChecked(one) === "reads").length;
        const writes = own.filter((one) => howChecked(one) === "writes").length;
        return [product, ...[...counts, own.length, reads, writes].map(String)];
    });
    return markdownTable(["product", ...Object.keys(kinds), "all", "checked by reads", "checked with `--write`"], rows);
}

function howChecked({ id }: Assumption): "reads" | "writes" | undefined {
    const check = allChecks.find((one) => one.id === id);
    if (check === undefined) return undefined;
    return check.creates === undefined ? "reads" : "writes";
}

function section(one: Assumption): string[] {
    const { id, sentence, kind, source, ifWrong, places, noCheck } = one;
    const check = howChecked(one);
    return [
        `### ${id}`,
        "",
        sentence,
        "",
        `- Evidence: ${kind}; ${source}.`,
        `- If it is wrong: ${ifWrong}`,
        `- Relied on in ${places.map(place).join(", ")}.`,
        check === undefined
            ? `- Not checked by the command: ${noCheck}`
            : `- Check: \`contact-center conformance --only ${id}${check === "writes" ? " --write" : ""}\``,
        "",
    ];
}

function place(where: string): string {
    const [file = "", name] = where.split("#");
    const link = `[${file}](${file.startsWith("docs/") ? file.slice(5) : `../${file}`})`;
    return name === undefined ? link : `${link}, \`${name}\``;
}
