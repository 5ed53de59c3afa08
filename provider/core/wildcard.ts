/**
 * Whether a text matches a pattern in which `*` stands for any text, including none. Case does not matter. Uses the
 * first match of each part between the stars, so the time does not depend on the number of possible matches.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
    const [first = "", ...parts] = pattern.toLowerCase().split("*");
    const last = parts.pop();
    const whole = text.toLowerCase();
    if (last === undefined) return whole === first;
    const end = whole.length - last.length;
    if (!whole.startsWith(first) || !whole.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts) {
        const found = whole.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
    }
    return at <= end;
}
