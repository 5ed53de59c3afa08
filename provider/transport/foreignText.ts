/** Characters that control a terminal, or that mislead a reader. */
const obeyed = "\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Bidi_Control}\\p{Noncharacter_Code_Point}";
const anyObeyed = new RegExp(`[${obeyed}]`, "gu");
const obeyedInLines = new RegExp(`(?![\\n\\t])[${obeyed}]`, "gu");

/** In the form of JavaScript and JSON. */
const unicodeEscape = (text: string): string =>
    Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, "0"))
        .map((code) => `\\u${code}`)
        .join("");

/** Text that neither controls a terminal nor misleads a reader: names are untrusted. */
export const printable = (text: string): string => text.replace(anyObeyed, unicodeEscape);

/**
 * What a CI system runs as a command: `::add-mask::x` at the start of a line and `##[group]x` anywhere (GitHub),
 * `##vso[task.setvariable …]` (Azure). GitLab's section markers contain control characters.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const commandStart = /:(?=:.*::)(?<=^\s*:)|#(?=\w*\[)(?<=##)/gm;

/**
 * Lines for a terminal or a log: {@link printable}, and no line is a command for a CI system. Line breaks and tabs
 * stay. JSON keeps its value, because the escapes are those of JSON.
 */
export const printableText = (text: string): string =>
    text.replaceAll("\r\n", "\n").replace(obeyedInLines, unicodeEscape).replace(commandStart, unicodeEscape);

/** A message without the user and password of an address in it. */
export const withoutUserinfo = (text: string): string =>
    text.replace(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"']*@/gi, "$1…@");

/** A message: {@link printableText}, without the user and password of an address in it. */
export const messageText = (text: string): string => printableText(withoutUserinfo(text));

/** Characters of a vendor's text that are shown. */
const longest = 500;
const hidden = "[secret]";

/** The base64 form of a text at any position in another text. Its first and last characters depend on the neighbors. */
const anywhereInBase64 = (text: string): string[] =>
    [0, 1, 2].map((offset) =>
        Buffer.from(`${"_".repeat(offset)}${text}`)
            .toString("base64")
            .slice(offset === 0 ? 0 : 4, Math.floor(((offset + Buffer.byteLength(text)) * 4) / 3)),
    );

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The forms in which a server may repeat a secret: from a header, a form or a JSON body, the longest first. */
function formsOf(secret: string): string[] {
    const forms = [
        secret,
        encodeURIComponent(secret),
        new URLSearchParams([["", secret]]).toString().slice(1),
        inJson(secret),
        inJson(inJson(secret)),
        // As a part of a host name.
        secret.toLowerCase(),
        // The base64 form of a shorter text would match everywhere.
        ...(secret.length < 6 ? [Buffer.from(secret).toString("base64")] : anywhereInBase64(secret)),
    ];
    return [...new Set(forms)].sort((one, two) => two.length - one.length);
}

/** The beginning of a text, with at most this many characters, including the `…` that stands for the rest. */
export function atMost(most: number, text: string): string {
    const characters = Array.from(text);
    return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}

/** A vendor's text as one printable line of bounded length, without secrets, because a server may echo the request. */
export function vendorText(text: string, secrets: readonly string[] = []): string {
    const most = 100 * longest;
    // The cut may leave a part of a secret.
    let safe = text.length > most ? text.slice(0, most).replace(/\S*$/, "") : text;
    for (const form of secrets.filter((one) => one !== "").flatMap(formsOf)) safe = safe.replaceAll(form, hidden);
    safe = safe
        .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
        .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, hidden)
        .replace(/\s+/g, " ")
        .trim();
    return printable(atMost(longest, safe));
}

const secretName = /secret|passw|passphrase|token|credential|private|api.?key|^pin$/i;
/** A shorter value may occur in a message by chance. */
const shortest = 4;

/** The secrets in the body of a request, by the names of its fields, because a server may repeat them in an error. */
export function bodySecrets(body: unknown, isSecret = false): string[] {
    if (typeof body === "string") return isSecret && body.length >= shortest ? [body] : [];
    if (typeof body !== "object" || body === null) return [];
    return Object.entries(body).flatMap(([key, value]) => bodySecrets(value, isSecret || secretName.test(key)));
}
