/** A permission of eMite's procedure, "Create an eMite Adapter Role". */
export interface ProcedurePermission {
    /** Number in the procedure's table. */
    number: number;
    /** What the admin page shows: type, permission name and permission level. */
    words: readonly [type: string, permission: string, level: string];
    /** `domain:entity:action`. */
    permission: string;
    /** The vendor's page or API call that names the permission. */
    evidence: string;
    /** Whether tenants are known, or likely, not to have it. If so, its absence is a warning and not an error. */
    mayBeMissing?: true;
}

const documented = "named in the permissions that the official SDK's documentation lists for its calls";

/** The 41 permissions of the role "eMite Data Integration". */
export const procedurePermissions: readonly ProcedurePermission[] = [
    {
        number: 1,
        words: ["Analytics", "Conversation Detail", "View"],
        permission: "analytics:conversationDetail:view",
        evidence: "GET /api/v2/analytics/conversations/details",
    },
    {
        number: 2,
        words: ["Analytics", "Conversation Aggregate", "View"],
        permission: "analytics:conversationAggregate:view",
        evidence: "POST /api/v2/analytics/conversations/aggregates/query",
    },
    {
        number: 3,
        words: ["Analytics", "Conversation properties", "All Permissions"],
        permission: "analytics:conversationProperties:index",
        evidence:
            "POST /api/v2/analytics/conversations/{conversationId}/details/properties; `index` is the only action seen, so 'All Permissions' is taken to be it",
    },
    {
        number: 4,
        words: ["Analytics", "Evaluation Aggregate", "View"],
        permission: "analytics:evaluationAggregate:view",
        evidence: documented,
    },
    {
        number: 5,
        words: ["Analytics", "Queue Observation", "View"],
        permission: "analytics:queueObservation:view",
        evidence: documented,
    },
    {
        number: 6,
        words: ["Analytics", "User Aggregate", "View"],
        permission: "analytics:userAggregate:view",
        evidence: documented,
    },
    {
        number: 7,
        words: ["Analytics", "User Detail", "View"],
        permission: "analytics:userDetail:view",
        evidence: documented,
    },
    {
        number: 8,
        words: ["Analytics", "User observation", "View"],
        permission: "analytics:userObservation:view",
        evidence: documented,
    },
    {
        number: 9,
        words: ["Analytics", "Flow Aggregate", "View"],
        permission: "analytics:flowAggregate:view",
        evidence: documented,
    },
    {
        number: 10,
        words: ["Analytics", "Survey Aggregate", "View"],
        permission: "analytics:surveyAggregate:view",
        evidence: documented,
    },
    {
        number: 11,
        words: ["Conversation", "Communication", "View"],
        permission: "conversation:communication:view",
        evidence: "GET /api/v2/conversations/{conversationId}",
    },
    {
        number: 12,
        words: ["Architect", "Flow", "View"],
        permission: "architect:flow:view",
        evidence: "GET /api/v2/flows",
    },
    {
        number: 13,
        words: ["Authorization", "Grant", "View"],
        permission: "authorization:grant:view",
        evidence: "GET /api/v2/authorization/subjects/{subjectId}",
    },
    {
        number: 14,
        words: ["Directory", "User", "View"],
        permission: "directory:user:view",
        evidence: "POST /api/v2/users/search",
    },
    {
        number: 15,
        words: ["Directory", "User profile", "View"],
        permission: "directory:userProfile:view",
        evidence: "GET /api/v2/users/{userId}/profileskills",
    },
    {
        number: 16,
        words: ["External Contacts", "Contact", "View"],
        permission: "externalContacts:contact:view",
        evidence: documented,
    },
    {
        number: 17,
        words: ["Outbound", "Campaign sequence", "View"],
        permission: "outbound:campaignSequence:view",
        evidence: "GET /api/v2/outbound/sequences",
    },
    { number: 18, words: ["Outbound", "Campaign", "View"], permission: "outbound:campaign:view", evidence: documented },
    {
        number: 19,
        words: ["Outbound", "Contact list", "View"],
        permission: "outbound:contactList:view",
        evidence: documented,
    },
    {
        number: 20,
        words: ["Outbound", "Contact", "View"],
        permission: "outbound:contact:view",
        evidence: "GET /api/v2/outbound/contactlists/{contactListId}/export",
    },
    {
        number: 21,
        words: ["Outbound", "Response set", "View"],
        permission: "outbound:responseSet:view",
        evidence: "GET /api/v2/outbound/callanalysisresponsesets",
    },
    {
        number: 22,
        words: ["Outbound", "Wrap up code mapping", "View"],
        permission: "outbound:wrapUpCodeMapping:view",
        evidence: "GET /api/v2/outbound/wrapupcodemappings",
    },
    { number: 23, words: ["Routing", "Queue", "View"], permission: "routing:queue:view", evidence: documented },
    {
        number: 24,
        words: ["Routing", "Queue", "Join"],
        permission: "routing:queue:join",
        evidence: "PATCH /api/v2/users/{userId}/queues",
    },
    {
        number: 25,
        words: ["Routing", "Queue", "Search"],
        permission: "routing:queue:search",
        evidence: "GET /api/v2/routing/queues/divisionviews",
    },
    {
        number: 26,
        words: ["Routing", "Wrap up code", "View"],
        permission: "routing:wrapupCode:view",
        evidence: "GET /api/v2/routing/wrapupcodes",
    },
    {
        number: 27,
        words: ["Quality", "Evaluation Form", "View"],
        permission: "quality:evaluationForm:view",
        evidence: "GET /api/v2/quality/forms",
    },
    {
        number: 28,
        words: ["Quality", "Evaluation", "View"],
        permission: "quality:evaluation:view",
        evidence: documented,
    },
    {
        number: 29,
        words: ["Quality", "Survey", "View"],
        permission: "quality:survey:view",
        evidence: "GET /api/v2/quality/surveys/{surveyId}",
    },
    { number: 30, words: ["WFM", "Agent", "View"], permission: "wfm:agent:view", evidence: documented },
    {
        number: 31,
        words: ["WFM", "Agent", "Edit"],
        permission: "wfm:agent:edit",
        evidence: "POST /api/v2/workforcemanagement/agents",
    },
    {
        number: 32,
        words: ["WFM", "Historical Adherence", "View"],
        permission: "wfm:historicalAdherence:view",
        evidence: documented,
    },
    {
        number: 33,
        words: ["WFM", "Realtime Adherence", "View"],
        permission: "wfm:realtimeAdherence:view",
        evidence: "GET /api/v2/workforcemanagement/adherence",
    },
    {
        number: 34,
        words: ["WFM", "Adhoc Forecast", "View"],
        permission: "wfm:adhocForecast:view",
        evidence:
            "not confirmed (G-12): GET /api/v2/workforcemanagement/forecasts/adhoc/{forecastId} needed it until October 2023 and is gone since; wfm:shortTermForecast:view is the nearest that lives",
        mayBeMissing: true,
    },
    {
        number: 35,
        words: ["WFM", "Agent Schedule", "View"],
        permission: "wfm:agentSchedule:view",
        evidence: documented,
    },
    { number: 36, words: ["WFM", "Intraday", "View"], permission: "wfm:intraday:view", evidence: documented },
    {
        number: 37,
        words: ["WFM", "Agent Schedule Notification", "View"],
        permission: "wfm:agentScheduleNotification:view",
        evidence:
            "not confirmed (G-13): named in help.mypurecloud.com/articles/publish-the-schedule as Workforce Management > Agent Schedule Notification > View; the id follows the naming rule",
        mayBeMissing: true,
    },
    { number: 38, words: ["WFM", "Activity Code", "View"], permission: "wfm:activityCode:view", evidence: documented },
    {
        number: 39,
        words: ["WFM", "Management Unit", "View"],
        permission: "wfm:managementUnit:view",
        evidence: documented,
    },
    {
        number: 40,
        words: ["WFM", "Management Unit", "Edit"],
        permission: "wfm:managementUnit:edit",
        evidence: documented,
    },
    {
        number: 41,
        words: ["WFM", "Time Off Request", "View"],
        permission: "wfm:timeOffRequest:view",
        evidence: documented,
    },
];

/**
 * The data onboarding license that every agent needs (procedure, "Assign eMite Roles and Permissions"). An organization
 * has it only with the eMite product. Not confirmed (G-14): that the domain is `integration`, singular, which is
 * inferred from other premium applications.
 */
export const licencePermission = "integration:emiteApps:view";
