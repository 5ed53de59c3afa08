import { isRecord } from "../core/json";
import type { ApiDialect, CallFailure } from "../transport/errors";

export const genesysDialect: ApiDialect = {
    name: "Genesys Cloud",
    addressKey: "genesyscloud:region",
    failureOf,
    remedyOf: ({ call, status, code }) => {
        if (call.endsWith("/oauth/token") && (status ?? 500) < 500)
            return "Check the client id and secret of the configuration (pulumi config), and that they belong to this region.";
        if (status === undefined) return "Check the region, the gateway and the network, then run the command again.";
        if (code?.startsWith("missing."))
            return "Give the calling client the permission that the answer names, then run `pulumi up` again.";
        return undefined;
    },
    correlationHeader: "inin-correlation-id",
};

/** Like {@link genesysDialect}, but errors name the gateway's setting if requests go to a gateway. */
export const dialectOf = ({ gateway }: { gateway?: true }): ApiDialect =>
    gateway ? { ...genesysDialect, addressKey: "genesyscloud:gateway" } : genesysDialect;

/** Parses the error bodies of Genesys Cloud and of the token endpoint. */
function failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId"> {
    if (!isRecord(body)) return {};
    const text = (...keys: string[]) => keys.map((key) => body[key]).find((value) => typeof value === "string");
    const code = text("code", "error") as string | undefined;
    const vendorMessage = text("message", "error_description", "description") as string | undefined;
    const correlationId = text("contextId") as string | undefined;
    return {
        ...(code ? { code } : {}),
        ...(vendorMessage ? { vendorMessage } : {}),
        ...(correlationId ? { correlationId } : {}),
    };
}
