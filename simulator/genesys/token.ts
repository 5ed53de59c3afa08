import { z } from "zod";
import { nothing, text } from "../paging";
import { route } from "../route";
import { roleDivisionsOf } from "./grant";

/**
 * The token of a call, which it may end, and its caller: for a client-credentials token its client, with the roles that
 * it holds.
 */
export const tokenRoutes = [
    route("GET", "/api/v2/tokens/me", { query: z.strictObject({ preserveIdleTTL: text }) }, (context) => {
        const { id, name } = context.tenant.organization;
        return {
            organization: { id, name },
            homeOrganization: { id, name },
            authorizedScope: [],
            OAuthClient: {
                id: context.caller.id,
                name: context.caller.name,
                authorizedGrantType: context.caller.authorizedGrantType,
                roleDivisions: roleDivisionsOf(context.tenant, context.caller.id),
                organization: { id, name },
            },
        };
    }),
    route("DELETE", "/api/v2/tokens/me", { query: nothing }, ({ endToken }) => endToken()),
];
