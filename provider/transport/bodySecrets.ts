const secretName = /secret|passw|passphrase|token|credential|private|api.?key|^pin$/i;
/** A shorter value may stand anywhere in a message by chance. */
const shortest = 4;

/** The secrets in the body of a request, by the names of its fields: a server may repeat them in an error. */
export function bodySecrets(body: unknown, isSecret = false): string[] {
    if (typeof body === "string") return isSecret && body.length >= shortest ? [body] : [];
    if (typeof body !== "object" || body === null) return [];
    return Object.entries(body).flatMap(([key, value]) => bodySecrets(value, isSecret || secretName.test(key)));
}
