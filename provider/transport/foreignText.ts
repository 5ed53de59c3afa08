/** Text that a terminal would not obey, nor a reader be deceived by: names may be anybody's. */
export const printable = (text: string): string =>
    text.replace(
        /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu,
        (one) => `\\u${one.codePointAt(0)?.toString(16).padStart(4, "0")}`,
    );

/** Characters of a vendor's text that are shown. */
const longest = 500;
const hidden = "[secret]";

/** A vendor's own text as one printable line of bounded length, without secrets: a server may echo the request. */
export function vendorText(text: string, secrets: readonly string[] = []): string {
    let safe = text.slice(0, 100 * longest);
    for (const secret of secrets.filter((one) => one !== ""))
        for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])
            safe = safe.replaceAll(form, hidden);
    safe = safe
        .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
        .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, hidden)
        .replace(/\s+/g, " ")
        .trim();
    const characters = Array.from(safe);
    return printable(characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : safe);
}
