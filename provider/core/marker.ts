/**
 * The ownership marker: a line in a visible text field of the object. It distinguishes our objects from all others,
 * even after a run that crashed before its state was saved.
 */
const words = "managed by pulumi-contact-center: ";
const line = new RegExp(`\\s?${words}([^\\n]+)`);

/** A text from the tenant, split into its parts. */
export interface Marked {
    /** The user's part. */
    text: string;
    /** `<project>/<stack>/<name>`; absent if the object has no marker. */
    marker?: string;
}

export function readMarker(text: string | undefined | null): Marked {
    const found = line.exec(text ?? "");
    if (found === null) return { text: text ?? "" };
    const [whole, marker = ""] = found;
    return { text: (text ?? "").replace(whole, ""), marker: marker.trimEnd() };
}

/** The whole text, with the marker on a separate line: the declared text, or else the existing one. */
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

/** Number of characters of a field that the marker uses. */
export const markerLength = (marker: string | undefined): number =>
    marker === undefined ? 0 : words.length + marker.length + 1;

/** The resource that a marker names, for messages. */
export function managerOf(marker: string): string {
    const [project, stack, ...name] = marker.split("/");
    return `the stack ${project}/${stack}, as "${name.join("/")}"`;
}
