import got from "got";
import type { Simulator } from "../../simulator";
import { procedurePermissions } from "../../sdk/emite/permissions";

/** What people get wrong, or do differently, when they follow a procedure by hand. */
export interface Mistakes {
    extraPermission?: string;
    missingScope?: string;
    description?: string;
    /** Of the application; the page refuses `http` there. */
    address?: string;
    /** A second redirect address of emite_SSO: `http` is accepted only for `localhost`. */
    redirect?: string;
    /** Instead of the name of the access group. */
    groupName?: string;
    /** Token lifetime of emite_APIdata in seconds. */
    tokenLife?: number;
    /** Everywhere instead of the procedure's. */
    tokenLives?: number;
    /** Addresses from which the client-credentials clients may be used. */
    allowedIpAddresses?: string[];
    /** Of the application. */
    sandbox?: string;
    /** A second client of the same name, left over from a first attempt. */
    twiceTheClient?: boolean;
    /** Also creates the two clients for workforce management data. */
    wfm?: boolean;
    /** The division whose agents get eMite's licence. */
    licences?: string;
}

/** What was created, and the secrets that the admin page showed once. */
export interface HandMade {
    ids: Record<string, string>;
    secrets: Record<string, string>;
}

interface Made {
    id: string;
    secret?: string;
    version?: number;
}

const address = "https://eu-cloud.emite.com/emite/acmecontact/Auth/OAuthPureCloud?org=acmecontact";
const scopes = ["authorization", "groups", "integrations", "oauth", "organization", "users"];

/** eMite's procedure, step by step through the raw API, like a person with the admin pages. */
export async function setUpByHand(sim: Simulator, mistakes: Mistakes = {}): Promise<HandMade> {
    const http = got.extend({ headers: { authorization: `Bearer ${sim.tokenFor()}` }, retry: { limit: 0 } });
    const post = (path: string, json: object) => http.post(`${sim.url}/api/v2${path}`, { json }).json<Made>();
    const made: HandMade = { ids: {}, secrets: {} };
    const note = (name: string, { id, secret }: Made) => {
        made.ids[name] = id;
        if (secret !== undefined) made.secrets[name] = secret;
        return id;
    };

    // Create Access Group, Create Groups
    for (const name of ["emite_Access", "emite_DashboardViewer", "emite_DashboardCreator"])
        note(
            name,
            await post("/groups", {
                name: name === "emite_Access" ? (mistakes.groupName ?? name) : name,
                type: "official",
                visibility: "public",
                rulesVisible: true,
            }),
        );

    // Create Custom Client Application
    const integrationType = { id: "embedded-client-app" };
    const app = note("app", await post("/integrations", { name: "eMite Advanced Analytics", integrationType }));
    await http.put(`${sim.url}/api/v2/integrations/${app}/config/current`, {
        json: {
            name: "eMite Advanced Analytics",
            version: 1,
            notes: "",
            properties: {
                url: mistakes.address ?? address,
                displayType: "standalone",
                sandbox:
                    mistakes.sandbox ??
                    "allow-scripts,allow-same-origin,allow-forms,allow-modals,allow-popups,allow-downloads",
                groups: [made.ids["emite_Access"]],
            },
            advanced: {},
            credentials: {},
        },
    });
    await http.patch(`${sim.url}/api/v2/integrations/${app}`, { json: { intendedState: "ENABLED" } });

    // Create OAuth Client
    const sso = {
        name: "emite_SSO",
        ...(mistakes.description === undefined ? {} : { description: mistakes.description }),
        accessTokenValiditySeconds: mistakes.tokenLives ?? 86_400,
        authorizedGrantType: "CODE",
        registeredRedirectUri: [address, ...(mistakes.redirect === undefined ? [] : [mistakes.redirect])],
        scope: scopes.map((scope) => `${scope}:readonly`).filter((scope) => scope !== mistakes.missingScope),
    };
    note("emite_SSO", await post("/oauth/clients", sso));
    if (mistakes.twiceTheClient) note("emite_SSO again", await post("/oauth/clients", sso));

    // Create an eMite Adapter Role, Add the newly created eMite Data Integration role to yourself
    const extra = mistakes.extraPermission === undefined ? [] : [mistakes.extraPermission];
    const role = note(
        "role",
        await post("/authorization/roles", { name: "eMite Data Integration", permissionPolicies: policies(extra) }),
    );
    await http.post(`${sim.url}/api/v2/authorization/roles/${role}`, {
        searchParams: { subjectType: "PC_OAUTH_CLIENT" },
        json: { subjectIds: [sim.credentials.clientId], divisionIds: ["*"] },
    });

    // Create OAuth Client for API Integration, … for Genesys Cloud Channel Subscription
    const wfm = mistakes.wfm ? ["emite_WFMLookback", "emite_WFMActivity"] : [];
    for (const name of ["emite_APIdata", "emite_RealtimeData", ...wfm])
        note(
            name,
            await post("/oauth/clients", {
                name,
                accessTokenValiditySeconds:
                    mistakes.tokenLives ?? (name === "emite_APIdata" ? mistakes.tokenLife : undefined) ?? 86_400,
                authorizedGrantType: "CLIENT-CREDENTIALS",
                ...(mistakes.allowedIpAddresses === undefined
                    ? {}
                    : { allowedIPAddresses: mistakes.allowedIpAddresses }),
                roleDivisions: [{ roleId: role, divisionId: "*" }],
            }),
        );

    // Assign eMite Roles and Permissions
    const division = [...sim.tenant.divisions.values()].find(({ name }) => name === mistakes.licences);
    if (division !== undefined) {
        const licence = [{ domain: "integration", entityName: "emiteApps", actionSet: ["view"] }];
        const name = `eMite_${division.name}`;
        const agents = await post("/authorization/roles", { name, permissionPolicies: licence });
        const users = [...sim.tenant.users.values()].filter(
            (user) => user.state === "active" && user.divisionId === division.id,
        );
        await http.post(`${sim.url}/api/v2/authorization/roles/${note("licences", agents)}`, {
            searchParams: { subjectType: "PC_USER" },
            json: { subjectIds: users.map(({ id }) => id), divisionIds: [division.id] },
        });
    }
    return made;
}

function policies(extra: readonly string[]) {
    const all = [...procedurePermissions.map(({ permission }) => permission), ...extra];
    return all.map((triple) => {
        const [domain, entityName, action] = triple.split(":");
        return { domain, entityName, actionSet: [action] };
    });
}
