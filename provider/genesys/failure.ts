import { isRecord } from "../schema";
import type { CallFailure } from "../transport/errors";

export const genesysCorrelationHeader = "inin-correlation-id";

/** Genesys Cloud's error body, and the token endpoint's, in common words. */
export function failureOf(body: unknown): Pick<CallFailure, "code" | "vendorMessage" | "correlationId"> {
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
