import type { Box, Picture, Status } from "../../operations/drift/findings";
import { withNamesOnly } from "../../provider/core/names";
import { printable } from "../../provider/transport/foreignText";
import { shortened } from "./format";
import { focused } from "./picture";

/** The number of boxes that a reader, and Mermaid on GitHub, can handle. */
const mostBoxes = 80;

/** Fill, line and text of each mark, readable on light and dark. */
const marks = {
    high: "fill:#ffe2e0,stroke:#b3261e,stroke-width:3px,color:#5c0f0a",
    medium: "fill:#ffedcc,stroke:#9a5b00,stroke-width:3px,color:#4d2d00",
    low: "fill:#dfeeff,stroke:#1f5fa8,stroke-width:2px,color:#0f3157",
    missing: "fill:#fff,stroke:#b3261e,stroke-width:3px,stroke-dasharray:6 4,color:#5c0f0a",
    unchecked: "fill:#eee,stroke:#666,stroke-width:2px,stroke-dasharray:2 3,color:#333",
    unmanaged: "fill:#f1e5ff,stroke:#6b3fa0,stroke-width:3px,color:#37195c",
} as const;

/** The integration as a Mermaid flowchart with drifted objects marked; nothing if there is no integration. */
export function mermaid(picture: Picture): string | undefined {
    const { boxes, arrows, left } = focused(picture, mostBoxes);
    if (boxes.length === 0) return undefined;
    const ids = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
    return [
        "flowchart LR",
        ...boxes.map((box, index) => `    n${index}["${label(box)}"]${className(box)}`),
        ...arrows.map(({ from, to }) => `    ${ids.get(from)} --> ${ids.get(to)}`),
        ...Object.entries(marks).map(([name, style]) => `    classDef ${name} ${style}`),
        ...(left > 0 ? [`    rest["${left} more not shown"]`] : []),
    ].join("\n");
}

/** The kind, the name, and the meaning of its color in words. */
function label({ type, name, names, status, severity }: Box): string {
    const state = status === "in sync" ? [] : [`${status}${severity ? `, ${severity}` : ""}`];
    return [shortened(printable(type), 40), shortened(withNamesOnly(printable(name), names), 40), ...state]
        .map(encoded)
        .join("<br>");
}

/**
 * Mermaid's character codes for everything except letters and digits, so that nothing is parsed as Mermaid or Markdown.
 * Mermaid looks for formulas (`$$x$$`) and icons (`fa:fa-x`) after it resolves the codes, so those are broken up.
 */
const encoded = (text: string): string =>
    text
        .replace(/\$(?=\$)/g, "\\u0024")
        .replace(/:(?=fa-)/g, "\\u003a")
        .replace(/[^A-Za-z0-9 ]/gu, (one) => `#${one.codePointAt(0)};`);

function className({ status, severity }: Box): string {
    const name: Status | keyof typeof marks = status === "changed" ? (severity ?? "low") : status;
    return name in marks ? `:::${name}` : "";
}
