import { html } from "hono/html";
import type { Box, Picture } from "../../operations/drift/findings";
import { withNames, withNamesOnly } from "../../provider/core/names";
import { type Mark, type Markup, shapes } from "../../provider/core/page/parts";
import { focused, type Placed, placed, type Point } from "./picture";
import { printable } from "../../provider/transport/foreignText";
import { counted, formatObject } from "./format";

const size = { width: 212, height: 62 };
const mostBoxes = 150;

/** The integration as layers from left to right, with drifted objects colored and marked; and as a list. */
export function picture(of: Picture, id: string, stack: string): Markup {
    const some = focused(of, mostBoxes);
    if (some.boxes.length === 0) return html``;
    const drawn = placed(some, size);
    const marked = some.boxes.filter(({ status }) => status !== "in sync");
    const left = some.left > 0 ? ` ${some.left} more are not drawn.` : "";
    const about = `${counted(some.boxes.length, "part")}, ${marked.length} of them not in sync.${left} The list after it says the same.`;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Picture of ${printable(stack)}">
            <svg
                class="picture"
                role="img"
                aria-labelledby="${id}-t ${id}-d"
                viewBox="0 0 ${Math.ceil(drawn.width)} ${Math.ceil(drawn.height)}"
                width="${Math.ceil(drawn.width)}"
                height="${Math.ceil(drawn.height)}"
            >
                <title id="${id}-t">The integration of ${printable(stack)}</title>
                <desc id="${id}-d">${about}</desc>
                ${drawn.arrows.map(arrow)} ${drawn.boxes.map(boxOf)}
            </svg>
        </div>
        ${left ? html`<p class="muted">${left}</p>` : ""}
        <details>
            <summary>The picture as a list</summary>
            <ul class="plain">
                ${some.boxes.map((box) => html`<li>${inWords(box, some)}</li>`)}
            </ul>
        </details>`;
}

/** A line that is horizontal where it starts, passes a layer and ends. */
function arrow(points: readonly Point[]): Markup {
    const [first = { x: 0, y: 0 }, ...rest] = points;
    const last = rest.at(-1) ?? first;
    const curves = rest.map((to, index) => {
        const from = points[index] ?? first;
        const middle = (from.x + to.x) / 2;
        return `C${spot(middle, from.y)} ${spot(middle, to.y)} ${spot(to.x, to.y)}`;
    });
    const head = `M${spot(last.x - 7, last.y - 4)}L${spot(last.x, last.y)}L${spot(last.x - 7, last.y + 4)}`;
    return html`<path class="arrow" d="M${spot(first.x, first.y)}${curves.join("")}${head}" />`;
}

const spot = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

function boxOf({ box, x, y }: Placed["boxes"][number]): Markup {
    const mark = markOf(box);
    const left = x - size.width / 2;
    const top = y - size.height / 2;
    const lines = mark === undefined ? [26, 44] : [19, 35];
    const state =
        mark && html`<text class="state" x="${left + 12}" y="${top + 52}">${shapes[mark]} ${stateOf(box)}</text>`;
    return html`<g class="box ${mark ?? ""} ${box.status === "missing" || box.status === "unchecked" ? "dashed" : ""}"
        ><title>${formatBox(box)}, ${stateOf(box)}</title
        ><rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${size.width}" height="${size.height}" rx="6" /><text
            class="type"
            x="${left + 12}"
            y="${top + (lines[0] ?? 0)}"
            >${fitting(box.type, 28)}</text
        ><text class="name" x="${left + 12}" y="${top + (lines[1] ?? 0)}"
            >${fitting(withNamesOnly(printable(box.name), box.names), 24)}</text
        >${state}</g
    >`;
}

/** The highest severity of a changed box; the kind of any other box. */
function markOf({ status, severity }: Box): Mark | undefined {
    if (status === "in sync") return undefined;
    return status === "changed" ? (severity ?? "low") : status;
}

/** With ids behind names. */
const formatBox = (box: Box): string => withNames(formatObject(box), box.names);

const stateOf = ({ status, severity }: Box) => (severity === undefined ? status : `${status}, ${severity}`);

/** As much of the text as fits into the width. East Asian characters have twice the width. */
function fitting(text: string, width: number): string {
    let used = 0;
    const characters = Array.from(printable(text));
    const end = characters.findIndex((one) => (used += (one.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1) > width);
    return end < 0 ? characters.join("") : `${characters.slice(0, end - 1).join("")}…`;
}

function inWords(box: Box, { boxes, arrows }: Picture): string {
    const to = arrows.filter(({ from }) => from === box.id).flatMap((one) => boxes.filter(({ id }) => id === one.to));
    const leads = to.length > 0 ? `; leads to ${to.map(formatBox).join(", ")}` : "";
    return `${formatBox(box)}: ${stateOf(box)}${leads}`;
}
