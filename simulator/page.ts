import { html } from "hono/html";
import { grantsOf } from "./genesys/grant";
import { present } from "./genesys/group";
import type { Role, Tenant } from "./tenant";

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin-top: 2rem; }
p.lead { opacity: .75; margin-top: .25rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); }
th { font-weight: 600; border-top: 0; } code { font-size: .85em; opacity: .75; }
.scroll { overflow-x: auto; }`;

type Cell = string | number;

function table(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]) {
    return html`<h2>${title} (${rows.length})</h2>
        <div class="scroll">
            <table>
                <thead>
                    <tr>
                        ${head.map((one) => html`<th scope="col">${one}</th>`)}
                    </tr>
                </thead>
                <tbody>
                    ${rows.map(
                        (row) =>
                            html`<tr>
                                ${row.map((cell) => html`<td>${cell}</td>`)}
                            </tr>`,
                    )}
                </tbody>
            </table>
        </div>`;
}

/** Names of the objects that ids refer to. */
function names(tenant: Tenant) {
    const { users, groups, oauthClients, divisions, roles } = tenant;
    const name = (id: string) =>
        [users, groups, oauthClients, divisions].find((all) => all.has(id))?.get(id)?.name ?? id;
    return {
        name,
        division: (id: string) => (id === "*" ? "all divisions" : name(id)),
        role: (id: string) => roles.get(id)?.name ?? id,
    };
}

function groupTable(tenant: Tenant, now: number) {
    const { name } = names(tenant);
    const living = [...tenant.groups.values()].filter(({ state }) => state !== "deleted");
    return table(
        "Groups",
        ["Name", "Type", "Visibility", "Members"],
        living.map((group) => [group.name, group.type, group.visibility, present(group, now).map(name).join(", ")]),
    );
}

function roleTable(tenant: Tenant) {
    const holders = (roleId: string) => [...tenant.grants.values()].filter((grant) => grant.roleId === roleId).length;
    const permissions = ({ policies }: Role) => policies.reduce((sum, { actionSet }) => sum + actionSet.length, 0);
    return table(
        "Roles",
        ["Name", "Permissions", "Holders"],
        [...tenant.roles.values()].map((role) => [role.name, permissions(role), holders(role.id)]),
    );
}

function clientTable(tenant: Tenant) {
    const { role, division } = names(tenant);
    const held = (id: string) =>
        grantsOf(tenant, id).map(({ roleId, divisionId }) => `${role(roleId)} in ${division(divisionId)}`);
    const living = [...tenant.oauthClients.values()].filter(({ state }) => state !== "deleted");
    return table(
        "OAuth clients",
        ["Name", "Grant type", "State", "Scopes, redirect addresses, roles"],
        living.map((client) => [
            client.name,
            client.authorizedGrantType,
            client.state,
            [...client.scope, ...client.registeredRedirectUri, ...held(client.id)].join(", "),
        ]),
    );
}

function integrationTable(tenant: Tenant) {
    return table(
        "Integrations",
        ["Name", "Type", "Status", "Configuration"],
        [...tenant.integrations.values()].map(({ config, type, intendedState }) => [
            config.name,
            type,
            intendedState,
            JSON.stringify(config.properties),
        ]),
    );
}

function changeTable(tenant: Tenant) {
    const { name } = names(tenant);
    const newest = [...tenant.changes].reverse().slice(0, 200);
    return table(
        "Who changed what",
        ["When", "By", "What"],
        newest.map(({ at, by, user = by, action, kind, name: what }) => [
            new Date(at).toISOString(),
            name(user),
            `${action} ${kind} ${what}`,
        ]),
    );
}

/** What the tenant contains, and who changed what, for a person. Shows no secret. */
export function tenantPage(tenant: Tenant, now: number) {
    const { name, shortName } = tenant.organization;
    const divisions = [...tenant.divisions.values()].map((division) => division.name).join(", ");
    return html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${name}</title>
                <style>
                    ${style}
                </style>
            </head>
            <body>
                <h1>${name}</h1>
                <p class="lead">
                    Simulated Genesys Cloud organisation <code>${shortName}</code>, ${tenant.users.size} users,
                    divisions ${divisions}
                </p>
                ${groupTable(tenant, now)} ${roleTable(tenant)} ${clientTable(tenant)} ${integrationTable(tenant)}
                ${changeTable(tenant)}
            </body>
        </html>`;
}
