// Words that a recording may show: words of the vendors' APIs, none of which a tenant has chosen.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Values of fields that have a fixed list of words in the vendors' descriptions. */
export const knownValues: ReadonlySet<string> = new Set(
    words(`
    active inactive deleted disabled enabled official social public owners members
    PC_USER PC_GROUP PC_OAUTH_CLIENT PC_TRUSTEE_USER PC_TRUSTEE_GROUP UNKNOWN
    CODE TOKEN PASSWORD SAML2BEARER SAML2-BEARER CLIENT-CREDENTIALS CLIENT_CREDENTIALS
    ENABLED DISABLED ACTIVE ACTIVATING INACTIVE DEACTIVATING ERROR standalone widget
    GROUPRING GROUPPHONE PHONE EMAIL PRIMARY WORK HOME MOBILE
    AND OR EQ IN GE GT LE LT USER QUEUE SCALAR VARIABLE Conversation.queues Conversation.divisions
    EXACT STARTS_WITH CONTAINS TERM TERMS ascending descending ASC DESC SCORE
    Queued Running Succeeded Failed Cancelled SUCCESS FAILURE SYSTEM Timestamp
    object string number integer boolean array null
    Create Update Delete MemberAdd MemberRemove MemberUpdate LicenseUpdate View Read
    routing wrapupCode quality evaluation view add conformanceKit EntityId EntityType
    email name state users groups conformance bearer Bearer
    openid-connect saml client-secret client-jwt secret oidc keycloak-oidc true false IMPORT FORCE LEGACY
    user place person bot workspace appuser
    allow-scripts,allow-forms,allow-same-origin **********
    application/json application/json;charset=UTF-8 application/json;charset=utf-8
`),
);

/** Fields with counts and numbers. Any other number may be a telephone number or an id. */
export const knownNumbers: ReadonlySet<string> = new Set(
    words(`
    version total pageSize pageNumber pageCount status memberCount userCount accessTokenValiditySeconds
    expires_in maxInstances minLength maxLength nodeReRegistrationTimeout
`),
);

/** Words in paths of the APIs. */
export const pathWords: ReadonlySet<string> = new Set(
    words(`
    api v2 organizations me authorization roles subjects subjectgrants divisions home permissions products oauth clients
    secret scopes integrations types configschemas properties advanced config current groups search members individuals
    users audits query realtime servicemapping results tokens embedded-client-app embedded-client-app-interaction-widget
    custom-rest-actions purecloud-data-actions .. serverinfo admin realms events client-secret service-account-user
    identity-provider instances people workspaces telephony locations numbers queues huntGroups autoAttendants virtualLines
    bulkadd bulkremove bulkreplace
`),
);

/** Objects whose keys a tenant may have chosen. Only their known keys are shown. */
export const openMaps =
    /^(attributes|config|credentials|properties|advanced|access|features|context|roles|clientRoles|realmRoles|resource_access|smtpServer|browserSecurityHeaders|authenticationFlowBindingOverrides|customFields|preferences|images|biography|registeredNodes|customAttributes|i18n|metadata)$/i;

/** Keys that are always shown. */
export const knownKeys: ReadonlySet<string> = new Set(
    words(`
    url displayType featureCategory sandbox permissions groups groupFilter queueIdFilterList communicationTypeFilter
    clientId clientSecret authorizationUrl tokenUrl userInfoUrl logoutUrl defaultScope clientAuthMethod syncMode
    view configure manage additionalProperties type enum items minLength pattern title description
    correlationId userid
`),
);

/** Words of error messages. Any other word may be a name. */
export const messageWords: ReadonlySet<string> = new Set(
    words(`
    a an and any are as at be by can cannot client clients contains could database does due entity exist exists expected
    failed field following for found general grant group has have id in integration invalid is it least length limit
    match maximum may member members message minimum missing modified must name no not number object of on one only or
    perform permission permissions please property rate request requested resource retry role roles seconds server state
    subject syntax that the their this to too token type unable understood user value version was with within you your
    action action(s) assigned permission(s) already already. conflict credentials provider identity
`),
);
