import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Line } from "./report";

const file = join(__dirname, "../../docs/quickstart.svg");
const columns = 108;
const [characterWidth, lineHeight, margin] = [7.25, 18, 16];
/** The most lines of a section that are shown; the checks are always shown. */
const mostLines = 4;
/** How long it takes until the last line appears, in seconds. */
const duration = 20;

/** Writes the output as a picture of a terminal, in which the lines appear one after the other. */
export async function writePicture(printed: readonly Line[]): Promise<void> {
    await writeFile(file, pictureOf(printed));
}

function pictureOf(printed: readonly Line[]): string {
    const lines: Line[] = [{ style: "heading", text: "$ npm run quickstart", seconds: 0 }, ...shortened(printed)];
    const rows = lines.map((line, index) => {
        const delay = ((index / lines.length) * duration).toFixed(1);
        const y = margin + (index + 1) * lineHeight;
        return `<text y="${y}" x="${margin}" style="animation-delay:${delay}s">${spans(line, index === 0)}</text>`;
    });
    const width = Math.ceil(columns * characterWidth + 2 * margin);
    const height = (lines.length + 1) * lineHeight + 2 * margin;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>The output of npm run quickstart</title>
<style>
text { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #c9d1d9 }
.heading { font-weight: bold; fill: #f0f6fc } .dim { fill: #8b949e } .passed { fill: #56d364 } .failed { fill: #ff7b72 }
@media (prefers-reduced-motion: no-preference) { text { animation: appear 0.2s both } }
@keyframes appear { from { opacity: 0 } }
</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117" />
${rows.join("\n")}
</svg>
`;
}

function spans({ style, text, seconds }: Line, command: boolean): string {
    if (command) return `<tspan class="heading">${escaped(text)}</tspan>`;
    const time = `<tspan class="dim">${`${seconds} s`.padStart(6)}</tspan>  `;
    const label = { passed: "ok ", failed: "FAILED ", heading: "", text: "" }[style];
    const cut = 8 + label.length + text.length > columns ? `${text.slice(0, columns - 9 - label.length)}…` : text;
    const words = escaped(cut);
    if (style === "heading") return `${time}<tspan class="heading">${words}</tspan>`;
    return `        ${label === "" ? "" : `<tspan class="${style}">${label}</tspan>`}${words}`;
}

/** Long sections are cut. */
function shortened(printed: readonly Line[]): Line[] {
    let inSection = 0;
    return printed.flatMap((line) => {
        if (line.style === "heading") inSection = 0;
        if (line.style !== "text") return [line];
        inSection++;
        if (inSection > mostLines + 1) return [];
        return [inSection > mostLines ? { ...line, text: "…" } : line];
    });
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => entities[one] ?? one);
