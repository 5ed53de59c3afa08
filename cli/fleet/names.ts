import { createHash } from "node:crypto";

/**
 * Of a stack's objects in Kubernetes, at most. The operator's StatefulSet is called `<name>-workspace`, and Kubernetes
 * puts a hash of eleven characters behind that into a label of 63.
 */
const longest = 40;

/**
 * A name that Kubernetes takes, the same in every run; one that is changed or may be there twice ends in a hash. It begins
 * with a letter, because the workspace's Service must.
 */
export function objectName(stack: string, folder: string): string {
    if (folder === "" && stack.length <= longest && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(stack)) return stack;
    const hash = createHash("sha256").update(`${folder}\0${stack}`).digest("hex").slice(0, 8);
    const words = stack.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    const named = `${/^[a-z]/.test(words) ? "" : "tenant-"}${words}`.slice(0, longest - hash.length - 1);
    return `${named.replace(/-+/g, "-").replace(/-$/, "")}-${hash}`;
}
