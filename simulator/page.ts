import { html } from "hono/html";
import { present } from "./genesys/group";
import { grantsOf } from "./genesys/grant";
import type { Tenant } from "./tenant";

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

/** What the tenant holds, and who changed what, for a person. Shows no secret. */
export function tenantPage(tenant: Tenant) {
    const now = Date.now();
    const name = (id: string) =>
        (tenant.users.get(id) ?? tenant.groups.get(id) ?? tenant.oauthClients.get(id) ?? tenant.divisions.get(id))
            ?.name ?? id;
    const roleName = (id: string) => tenant.roles.get(id)?.name ?? id;
    const heldBy = (id: string) =>
        grantsOf(tenant, id)
            .map(
                ({ roleId, divisionId }) =>
                    `${roleName(roleId)} in ${divisionId === "*" ? "all divisions" : name(divisionId)}`,
            )
            .join(", ");
    const groups = [...tenant.groups.values()].filter(({ state }) => state !== "deleted");
    const clients = [...tenant.oauthClients.values()].filter(({ state }) => state !== "deleted");
    const holders = (roleId: string) => [...tenant.grants.values()].filter((grant) => grant.roleId === roleId).length;
    return html`<!doctype html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${tenant.organization.name}</title>
                <style>
                    ${style}
                </style>
            </head>
            <body>
                <h1>${tenant.organization.name}</h1>
                <p class="lead">
                    Simulated Genesys Cloud organisation <code>${tenant.organization.shortName}</code>,
                    ${tenant.users.size} users, divisions
                    ${[...tenant.divisions.values()].map((one) => one.name).join(", ")}
                </p>
                ${table(
                    "Groups",
                    ["Name", "Type", "Visibility", "Members"],
                    groups.map((group) => [
                        group.name,
                        group.type,
                        group.visibility,
                        present(group, now).map(name).join(", "),
                    ]),
                )}
                ${table(
                    "Roles",
                    ["Name", "Permissions", "Holders"],
                    [...tenant.roles.values()].map((role) => [
                        role.name,
                        role.policies.reduce((sum, { actionSet }) => sum + actionSet.length, 0),
                        holders(role.id),
                    ]),
                )}
                ${table(
                    "OAuth clients",
                    ["Name", "Grant type", "State", "Scopes, redirect addresses, roles"],
                    clients.map((client) => [
                        client.name,
                        client.authorizedGrantType,
                        client.state,
                        [...client.scope, ...client.registeredRedirectUri, heldBy(client.id)]
                            .filter(Boolean)
                            .join(", "),
                    ]),
                )}
                ${table(
                    "Integrations",
                    ["Name", "Type", "Status", "Configuration"],
                    [...tenant.integrations.values()].map(({ config, type, intendedState }) => [
                        config.name,
                        type,
                        intendedState,
                        JSON.stringify(config.properties),
                    ]),
                )}
                ${table(
                    "Who changed what",
                    ["When", "By", "What"],
                    [...tenant.changes]
                        .reverse()
                        .slice(0, 200)
                        .map(({ at, by, action, kind, name: what }) => [
                            new Date(at).toISOString(),
                            name(by),
                            `${action} ${kind} ${what}`,
                        ]),
                )}
            </body>
        </html>`;
}
