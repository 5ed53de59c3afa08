/** Manual steps before the rules, from the procedure "Synchronize Users against Cisco Webex Control Hub". */
export const authorization: readonly string[] = [
    "Imagicle UC Cloud Suite has a valid license and is authenticated against Imagicle Cloud Services. A Full Admin user of the Webex organization is available.",
    "In the Imagicle Onboarding Web Portal for Webex Calling MT enter the customer's data, with that Full Admin; on the next page AUTHORIZE, log in to Webex with the same account, and Accept.",
    "On the authorization page, SEE HOW at the top of the list: in another browser tab log in to Webex Control Hub with the same account, follow the first three steps shown, switch the authorization on at step 4, and Save.",
    'Back in the portal CHECK AUTHORIZATION, then GO BACK: the button is green. If it says "The authorization check for your organization failed", repeat the steps and REAUTHORIZE, as also once the token has expired.',
    "When all required apps are authorized, COMPLETE REQUEST, and inform Imagicle Tech Support, who say when it is enabled.",
    'In the UCX Suite web portal, as Administrator: ADMIN ⇒ User Management ⇒ Synchronize users with an external data source ⇒ Configure Data Sources: select "Cisco Webex" and the connectors of your applications.',
];

/** Which connector serves which application, and what it imports. */
export const applications: readonly string[] = [
    "Cisco Webex Users: UCX Console, Advanced Queuing, Auto Attendant and Contact Manager. It imports only Webex users.",
    "Cisco Webex Virtual Objects: Call Analytics, Call Recording and Hotel Services. It imports virtual lines, hunt groups, workspaces, native queues and auto attendants.",
    "Cisco Webex Fax Workspaces: Digital Fax. It imports fax workspaces that belong to Imagicle Customer Managed Devices.",
];

/** Decisions and preparations before the rules are set. */
export const decisions: readonly string[] = [
    "If extensions overlap between locations, choose ESN instead of the extension: it has the location's prefix, so Advanced Queuing can transfer calls to overlapping extensions without +E.164 numbers.",
    "If pictures are imported, the UC Suite must reach the avatar server on Webex Cloud by HTTP: AvatarURL points to it.",
    "If the UC Suite reaches the Internet through a proxy, configure the proxy before: the connector supports it.",
    "Users can come from several Webex organizations. Not confirmed (I-4): each needs the authorization below by its own Full Admin. Extensions of different organizations may overlap as those of locations may.",
];

/** Messages under a red STATUS of a data source. */
export const statusErrors: readonly { issue: string; message: string }[] = [
    { issue: "client id or secret are wrong", message: "Client ID or Client Secret are misconfigured" },
    {
        issue: "the suite is not enabled on Imagicle Cloud to synchronize users",
        message: "UC Suite is not enabled in the Imagicle Cloud to synchronize users. Check OAuth2 token enablement.",
    },
    { issue: "Imagicle Cloud cannot be reached (suite on premises)", message: "Imagicle Cloud unreachable" },
    {
        issue: "anything else",
        message: "An unexpected error occurred while checking Imagicle Cloud connection",
    },
];

export const remarks: readonly string[] = [
    "Users without a phone line on Control Hub get a blank extension number.",
    "A changed e-mail address removes the user at the next synchronization and creates another. The configuration and data of the old one are lost.",
    "Changes on Control Hub take 24 hours to arrive: consider it before a go-live or a cut-over.",
    "Workspaces that are recorded are not provisioned from Control Hub. Add them manually.",
    "The device name of a workspace is in Control Hub: Workspace ⇒ Calling ⇒ Call experience ⇒ Call recording ⇒ Show call recording platform information ⇒ External Identifier.",
    "Imagicle changes the mapping of the user address, and imports the user's title, on request.",
];
