import { isRecord } from "../core/json";
import type { ApiDialect, CallFailure } from "../transport/errors";

export const eleveoDialect: ApiDialect = {
    name: "Eleveo User Management",
    addressKey: "eleveo:url",
    failureOf,
    remedyOf,
};

/** Keycloak's error bodies, which differ by version and by endpoint. */
function failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "foreign"> {
    const text = (key: string) => (isRecord(body) && typeof body[key] === "string" ? body[key] : undefined);
    const error = text("error");
    if (error === undefined && text("errorMessage") === undefined) return { foreign: true };
    // Older versions call a rejection "unknown_error".
    const empty = error === "unknown_error" || /^HTTP \d+/.test(error ?? "");
    const code = !empty && error !== undefined && /^\w+$/.test(error) ? error : undefined;
    const plain = empty || error === code ? undefined : error;
    const vendorMessage = text("errorMessage") ?? text("error_description") ?? plain;
    return { ...(code ? { code } : {}), ...(vendorMessage ? { vendorMessage } : {}) };
}

function remedyOf({ status, call, vendorMessage = "", foreign }: CallFailure): string | undefined {
    if (status === undefined) return "Check eleveo:url and the network, then run the command again.";
    if (call.endsWith("/token") && (status === 400 || status === 401))
        return (
            "Check eleveo:clientId and eleveo:clientSecret (pulumi config), and that the client has a service account in " +
            "this realm. `pulumi refresh` and `pulumi destroy` use those of the last `up`, unless you add --run-program."
        );
    if (foreign && (status === 403 || status === 404))
        return (
            "The answer does not come from Keycloak. A proxy in front of it may block /admin. Check eleveo:url, or let the " +
            "proxy allow this machine."
        );
    if (status === 403)
        return `The calling client lacks a role of realm-management: ${roleFor(call)}. Give it to the client's service account.`;
    if (status === 409) return "Choose another name, or adopt the existing object (`npx contact-center adopt`).";
    if (/secure connections/.test(vendorMessage))
        return "The realm requires https for this address (realm settings, Require SSL). Use the https address.";
    return undefined;
}

/** The role of realm-management that a call needs. */
export function roleFor(call: string): string {
    const write = !call.startsWith("GET ");
    if (call.includes("/identity-provider/"))
        return write ? "manage-identity-providers" : "view-identity-providers or manage-identity-providers";
    if (write && call.endsWith("/scope-mappings/realm")) return "manage-realm";
    if (write && call.includes("/role-mappings/clients/"))
        return "manage-users, and for a role of realm-management that role itself (on Keycloak 26.4 realm-admin)";
    if (call.includes("/users/")) return write ? "manage-users" : "view-users or manage-users";
    if (call.includes("/clients")) return write ? "manage-clients" : "view-clients or manage-clients";
    return "view-realm";
}
