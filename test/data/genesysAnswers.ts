/**
 * What recorded answers of Genesys Cloud and the vendor's own notes say about its API, as a table: codes, messages and
 * shapes. It contains no values of any organization.
 */

/** A kind of value: a shape names one for each field. A list has the shape of its items. */
export type Shape = "id" | "text" | "empty" | "number" | "flag" | "second" | "uri" | readonly Shape[] | Fields;
export interface Fields {
    readonly [field: string]: Shape;
}

/** An answer, and how certain it is. */
export interface Recorded {
    shape: Fields;
    /** `recorded`: captured from an organization. `told`: pasted or rebuilt by a reader. `vendor`: shown by the vendor. */
    source: "recorded" | "told" | "vendor";
    /** Fields that only some of the samples have. */
    optional?: readonly string[];
    /** Fields that the samples lack and the simulator has, with the reason. */
    added?: Readonly<Record<string, string>>;
    /** Fields that the samples have and the simulator lacks, with the reason. */
    lacking?: Readonly<Record<string, string>>;
}

const division = { id: "id", name: "text", description: "text", homeDivision: "flag", selfUri: "uri" } as const;
const grant = {
    subjectId: "id",
    division,
    role: {
        id: "id",
        name: "text",
        description: "text",
        policies: [{ actions: ["text"], domain: "text", entityName: "text" }],
        default: "flag",
        selfUri: "uri",
    },
} as const;
const event = {
    id: "text",
    userHomeOrgId: "id",
    user: { id: "id", selfUri: "uri" },
    client: { id: "empty" },
    remoteIp: [],
    serviceName: "text",
    level: "text",
    eventDate: "second",
    action: "text",
    entity: { id: "id", name: "text" },
    entityType: "text",
    status: "text",
    application: "empty",
    initiatingAction: {},
    transactionInitiator: "flag",
    propertyChanges: [],
    context: {},
    entityChanges: [],
} as const;

/** By what is answered. */
export const answers = {
    subject: {
        source: "recorded",
        shape: { id: "id", grants: [grant], version: "number", selfUri: "uri" },
    },
    grantForAllDivisions: {
        source: "recorded",
        shape: { ...grant, division: { id: "text", homeDivision: "flag", selfUri: "uri" } },
    },
    groupInList: {
        source: "told",
        shape: {
            id: "id",
            name: "text",
            description: "text",
            dateModified: "second",
            memberCount: "number",
            state: "text",
            version: "number",
            type: "text",
            rulesVisible: "flag",
            visibility: "text",
            chat: { jabberId: "text" },
            rolesEnabled: "flag",
            includeOwners: "flag",
            owners: [{ id: "id", selfUri: "uri" }],
            selfUri: "uri",
        },
    },
    user: {
        source: "recorded",
        shape: {
            id: "id",
            name: "text",
            division: { id: "id", name: "empty", selfUri: "uri" },
            chat: { jabberId: "text" },
            email: "text",
            primaryContactInfo: [{ address: "text", mediaType: "text", type: "text" }],
            addresses: [],
            state: "text",
            title: "text",
            username: "text",
            images: [{ resolution: "text", imageUri: "text" }],
            version: "number",
            acdAutoAnswer: "flag",
            selfUri: "uri",
        },
        optional: ["addresses", "acdAutoAnswer"],
        lacking: { title: "people here have no titles", images: "nor pictures" },
    },
    roleInSubject: { source: "recorded", shape: grant.role },
    page: {
        source: "recorded",
        shape: {
            entities: [],
            pageSize: "number",
            pageNumber: "number",
            total: "number",
            lastUri: "uri",
            firstUri: "uri",
            selfUri: "uri",
            pageCount: "number",
        },
    },
    token: {
        source: "vendor",
        shape: {
            organization: { id: "id", name: "text" },
            homeOrganization: { id: "id", name: "text" },
            OAuthClient: { id: "id", name: "text", organization: { id: "id" } },
        },
        added: {
            authorizedScope: "in the vendor's model",
            "OAuthClient.authorizedGrantType": "in the vendor's model",
            "OAuthClient.roleDivisions": "in the vendor's model",
            "OAuthClient.organization.name": "in the vendor's model",
        },
    },
    eventOfPerson: { source: "told", shape: event },
    eventOfSystem: { source: "told", shape: { ...event, user: {} } },
    tokenError: {
        source: "recorded",
        shape: { error: "text", description: "text", error_description: "text" },
    },
    tooManyRequests: {
        source: "vendor",
        shape: { message: "text", code: "text", status: "number", contextId: "id", details: [], errors: [] },
    },
    emptyIntegrationConfig: {
        source: "recorded",
        shape: {
            name: "text",
            notes: "empty",
            properties: { clientCertificateAuthority: "text" },
            advanced: {},
            credentials: {},
        },
        added: { id: "in the vendor's model", version: "in the vendor's model", selfUri: "in the vendor's model" },
    },
} as const satisfies Record<string, Recorded>;

/** How a call is refused. If `message` is absent, no source has the message. */
export interface RecordedRefusal {
    status: number;
    code: string;
    message?: string | RegExp;
    /** `described`: in the vendor's API description of 2018. `inferred`: not documented; the simulator's choice. */
    source: "recorded" | "vendor" | "described" | "inferred";
}

/** By what is wrong. */
export const refusals = {
    wrongSecret: { status: 400, code: "invalid_client", message: "authentication failed", source: "recorded" },
    unknownClient: { status: 400, code: "invalid_client", message: "client not found", source: "recorded" },
    noToken: {
        status: 401,
        code: "authentication.required",
        message: "No authentication bearer token specified in authorization header.",
        source: "described",
    },
    wrongToken: {
        status: 401,
        code: "bad.credentials",
        message: "Invalid login credentials.",
        source: "described",
    },
    lacksPermission: {
        status: 403,
        code: "missing.any.permissions",
        message:
            "Unable to perform the requested action. You must have at least one of the following permissions assigned: [directory:group:add]",
        source: "recorded",
    },
    lacksPermissions: {
        status: 403,
        code: "missing.permissions",
        message:
            "Unable to perform the requested action. You are missing the following permission(s): [authorization:grant:add, authorization:grant:delete]",
        source: "described",
    },
    roleNotHeld: { status: 403, code: "not.authorized", source: "inferred" },
    notFound: {
        status: 404,
        code: "not.found",
        message: "The requested resource was not found.",
        source: "described",
    },
    noSuchGroup: {
        status: 404,
        code: "general.resource.not.found",
        message: "Unable to find a group with that groupId",
        source: "described",
    },
    noSuchUser: {
        status: 404,
        code: "general.resource.not.found",
        message: "Unable to find a user with that userId",
        source: "described",
    },
    staleVersion: {
        status: 409,
        code: "general.conflict",
        message: "The version number of the modified resource must match the version number in the database.",
        source: "recorded",
    },
    wrongMediaType: {
        status: 415,
        code: "unsupported.media.type",
        message:
            "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.",
        source: "described",
    },
    tooManyRequests: {
        status: 429,
        code: "too.many.requests.retry.after",
        message: /^Rate limit exceeded the maximum\. Retry the request in \[\d+\] seconds$/,
        source: "vendor",
    },
    malformed: {
        status: 400,
        code: "bad.request",
        message: /^The request could not be understood by the server due to malformed syntax\./,
        source: "described",
    },
    unknownValue: {
        status: 400,
        code: "invalid.value",
        message: /^Value \[some\] is not valid for field type \[visibility\]\. Allowable values are: /,
        source: "described",
    },
    noGrantType: {
        status: 400,
        code: "grant.type.required",
        message: "Grant type is required.",
        source: "described",
    },
    wrongGrantType: { status: 400, code: "bad.grant.type", message: "Invalid grant type.", source: "described" },
    noRoles: {
        status: 400,
        code: "missing.client.roles",
        message: "Client roles are missing.",
        source: "described",
    },
    tooManyClients: {
        status: 400,
        code: "auth.too.many.clients",
        message: "Too many clients exist in this organization.",
        source: "described",
    },
    tooManyRoles: {
        status: 400,
        code: "max.role.ids",
        message: "Only 100 roles can be requested at a time.",
        source: "described",
    },
    tooManyUsers: {
        status: 400,
        code: "max.user.ids",
        message: "Only 100 users can be requested at a time.",
        source: "described",
    },
    noUser: {
        status: 400,
        code: "not.a.user",
        message:
            "This request requires a user context. Client credentials cannot be used for requests to this resource.",
        source: "described",
    },
    noAllowedAddress: { status: 400, code: "invalid.value", source: "inferred" },
    scopeNotApproved: { status: 403, code: "not.authorized", source: "inferred" },
} as const satisfies Record<string, RecordedRefusal>;

/** Headers of every answer; those that announced a quota were removed in June 2021. */
export const headers = {
    present: ["inin-correlation-id", "content-type", "cache-control", "strict-transport-security"],
    absent: ["inin-ratelimit-count", "inin-ratelimit-allowed", "inin-ratelimit-reset"],
} as const;
