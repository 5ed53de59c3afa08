import { createHash } from "node:crypto";

/**
 * Maximum length of the name of a stack's objects in Kubernetes. The operator's StatefulSet is called
 * `<name>-workspace`. Kubernetes appends a hash of eleven characters to it in a label of at most 63.
 */
const longest = 40;

/**
 * A name that Kubernetes accepts, the same in every run. A name that was changed or may not be unique ends in a hash.
 * It begins with a letter, because the workspace's Service requires that.
 */
export function objectName(stack: string, folder: string): string {
    if (folder === "" && stack.length <= longest && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(stack)) return stack;
    const hash = createHash("sha256").update(`${folder}\0${stack}`).digest("hex").slice(0, 8);
    const words = stack.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const named = `${/^[a-z]/.test(words) ? "" : "tenant-"}${words}`.slice(0, longest - hash.length - 1);
    return `${named.replace(/-+/g, "-").replace(/-$/, "")}-${hash}`;
}
