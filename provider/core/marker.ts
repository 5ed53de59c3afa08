/**
 * The line that a resource of a program leaves in a field that people read: it tells an object of ours from all
 * others, also after a run that died before its state was saved.
 */
const words = "managed by pulumi-contact-center: ";
const line = new RegExp(`\\s?${words}([^\\n]+)`);

/** A text as the tenant has it, taken apart. */
export interface Marked {
    /** The user's part. */
    text: string;
    /** `<project>/<stack>/<name>`; absent where nobody has marked the object. */
    marker?: string;
}

export function readMarker(text: string | undefined | null): Marked {
    const found = line.exec(text ?? "");
    if (found === null) return { text: text ?? "" };
    const [whole, marker = ""] = found;
    return { text: (text ?? "").replace(whole, ""), marker: marker.trimEnd() };
}

/** The whole text, with the marker on a line of its own: what is declared, over what is there. */
export function writeMarker(
    declared: { text?: string | undefined; marker?: string | undefined },
    current?: string | null,
): string {
    const there = readMarker(current);
    const text = declared.text ?? there.text;
    const marker = declared.marker ?? there.marker;
    if (marker === undefined) return text;
    return text === "" ? words + marker : `${text}\n${words}${marker}`;
}

/** How many characters the marker takes of a field. */
export const markerLength = (marker: string | undefined): number =>
    marker === undefined ? 0 : words.length + marker.length + 1;
