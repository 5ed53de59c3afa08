import { z } from "zod";
import { sortedSet } from "../core/json";
import { readMarker, writeMarker } from "../core/marker";
import { quotedList } from "../core/problem";
import { marker, setOf, notEmpty } from "../core/schema";
import { coded } from "../transport/message";
import { longest, storedText, tooLong } from "./clientFields";
import { pick, withoutEmpty } from "./empty";
import { mask, secretText } from "./secret";
import { redirectUri } from "./settings";
import type { IdentityProviderRepresentation as Representation } from "./types";

// --- facts ---

const address = z
    .string()
    .overwrite((value) => value.trim())
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
        error: (issue) => coded("CC3027", `must be an https address; it is ${JSON.stringify(issue.input)}`),
    });

/** Our names, and Keycloak's keys in the configuration of an OpenID Connect or OAuth 2 provider. */
const configKeys = {
    clientId: "clientId",
    authorizationUrl: "authorizationUrl",
    tokenUrl: "tokenUrl",
    userInfoUrl: "userInfoUrl",
    logoutUrl: "logoutUrl",
    clientAuthentication: "clientAuthMethod",
} as const;
export const secretKey = "clientSecret";
/** Up to 25 it is a key of the configuration, from 26 on a field. Newer servers accept the key too. */
const hideKey = "hideOnLoginPage";
/** Keycloak keeps unknown keys. There is no field for notes. */
const markerKey = "managedBy";
const typedKeys: string[] = [...Object.values(configKeys), secretKey, "defaultScope", "syncMode", hideKey, markerKey];

/** The realm signs with its own key, which the other product reads from the realm's address for certificates. */
export const withoutSecret = "private_key_jwt";

export const inputs = z.strictObject({
    alias: z
        .string()
        .min(1, notEmpty)
        .max(longest, tooLong)
        // Keycloak rejects the reserved characters of RFC 3986, and interprets braces as a parameter.
        .refine((alias) => !/[\s/?#%:@!$&()*+,;=[\]{}\\]/.test(alias) && !/^\.{1,2}$/.test(alias), {
            error: (issue) =>
                coded(
                    "CC3029",
                    `must not contain white space or any of / ? # % : @ ! $ & ( ) * + , ; = [ ] { } \\, because it is part of the Redirect URI; it is ${JSON.stringify(issue.input)}`,
                ),
        }),
    providerId: z.string().default("oidc"),
    displayName: z.string().max(longest, tooLong).optional(),
    enabled: z.boolean().default(true),
    trustEmail: z.boolean().default(false),
    storeToken: z.boolean().optional(),
    linkOnly: z.boolean().optional(),
    hideOnLogin: z.boolean().optional(),
    firstBrokerLoginFlow: z
        .string()
        .min(1, coded("CC3030", "must not be empty. Omit it for the server's default"))
        .optional(),
    postBrokerLoginFlow: z.string().optional(),
    clientId: z.string().min(1, notEmpty),
    clientSecret: secretText.optional(),
    authorizationUrl: address,
    tokenUrl: address,
    userInfoUrl: address.optional(),
    logoutUrl: address.optional(),
    clientAuthentication: z
        .enum(["client_secret_post", "client_secret_basic", "client_secret_jwt", withoutSecret])
        .optional(),
    scopes: setOf(z.string().regex(/^\S+$/, coded("CC3032", "must not contain white space"))).optional(),
    syncMode: z.enum(["import", "legacy", "force"]).optional(),
    config: z
        .record(z.string(), storedText)
        .refine((config) => !Object.keys(config).some((key) => typedKeys.includes(key)), {
            error: (issue) =>
                coded(
                    "CC3033",
                    `must not contain ${quotedList(typedKeys.filter((key) => key in (issue.input as object)))}. Use the property for it`,
                ),
        })
        .optional(),
    marker,
});

export type IdentityProviderInputs = z.output<typeof inputs>;
export interface IdentityProviderOutputs extends IdentityProviderInputs {
    redirectUri: string;
}

// --- wire ---

/** The whole body for a PUT: declared values merged into the existing ones. Other keys are kept. */
export function toBody(
    declared: IdentityProviderInputs,
    current: Representation | undefined,
    secret: string | undefined,
): Representation {
    const { alias, providerId, displayName, enabled, trustEmail, storeToken, linkOnly, config } = declared;
    const { firstBrokerLoginFlow, postBrokerLoginFlow, scopes, syncMode } = declared;
    const optional = {
        displayName,
        storeToken,
        linkOnly,
        firstBrokerLoginFlowAlias: firstBrokerLoginFlow,
        postBrokerLoginFlowAlias: postBrokerLoginFlow,
    };
    const typed = Object.entries(configKeys).map(([property, key]) => [
        key,
        declared[property as keyof typeof configKeys],
    ]);
    const mark = writeMarker({ marker: declared.marker }, current?.config[markerKey]);
    const lists = { defaultScope: scopes?.join(" "), syncMode: syncMode?.toUpperCase() };
    const { config: hidingKey, ...hidingField } = hiding(declared.hideOnLogin, current);
    return {
        ...current,
        ...known(optional),
        ...hidingField,
        alias,
        providerId,
        enabled,
        trustEmail,
        // A PUT replaces the configuration, and Keycloak stores no empty texts.
        config: withoutEmpty({
            ...current?.config,
            ...config,
            ...known({ ...Object.fromEntries(typed), ...lists, [secretKey]: secret }),
            ...hidingKey,
            ...(mark === "" ? {} : { [markerKey]: mark }),
        }),
    };
}

const isHidden = ({ hideOnLogin, config }: Representation) => hideOnLogin ?? config[hideKey] === "true";

/** The field or the key, whichever the server returns. Nothing if it is as declared. */
function hiding(wanted: boolean | undefined, current: Representation | undefined): Partial<Representation> {
    if (wanted === undefined || wanted === (current !== undefined && isHidden(current))) return {};
    return current?.hideOnLogin === undefined ? { config: { [hideKey]: String(wanted) } } : { hideOnLogin: wanted };
}

const known = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<string, string>;

/** @param base - base of the realm's public addresses */
export function fromBody(
    base: string,
    body: Representation,
    last: Partial<IdentityProviderOutputs>,
): IdentityProviderOutputs {
    const { config } = body;
    const stored = config[secretKey];
    const secret = stored === mask ? last.clientSecret : stored;
    const typed = Object.entries(configKeys).map(([property, key]) => [property, config[key]]);
    const others = Object.fromEntries(Object.entries(config).filter(([key]) => !typedKeys.includes(key)));
    return {
        ...known(Object.fromEntries(typed)),
        ...known({ clientSecret: secret, syncMode: config["syncMode"]?.toLowerCase() }),
        ...known({ displayName: body.displayName, marker: readMarker(config[markerKey]).marker }),
        // A program cannot declare that there is none.
        ...known({ firstBrokerLoginFlow: body.firstBrokerLoginFlowAlias || undefined }),
        alias: body.alias,
        providerId: body.providerId,
        enabled: body.enabled !== false,
        trustEmail: body.trustEmail === true,
        storeToken: body.storeToken === true,
        linkOnly: body.linkOnly === true,
        hideOnLogin: isHidden(body),
        postBrokerLoginFlow: body.postBrokerLoginFlowAlias ?? "",
        scopes: sortedSet((config["defaultScope"] ?? "").split(" ").filter(Boolean)),
        config: last.config ? pick(others, last.config) : others,
        redirectUri: redirectUri(base, body.alias),
    } as IdentityProviderOutputs;
}
