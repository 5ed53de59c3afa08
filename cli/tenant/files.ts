import { type Document, isSeq } from "yaml";
import { readYaml, requireYaml } from "../../operations/yaml";
import { printable } from "../../provider/transport/foreignText";
import type { TenantSettings } from "./settings";

/**
 * A tenant's file before Pulumi adds the secret, with its encryption settings. Indented like Pulumi's own, because
 * Pulumi would otherwise move comments after an empty line to the end of the file.
 */
export const tenantFile = (settings: TenantSettings, schema: string): string =>
    settings.native ? nativeFile(settings) : fileOfClasses(settings, schema);

/** The native plugin gets only settings with the name of its package. Those of the program have the project's name. */
const nativeFile = ({ region, clientId, gateway, allowHttp, project }: TenantSettings): string =>
    `
config:
  # Users of eMite, by e-mail address.
  # ${project}:members:
  #   access: [anna.smith@acme.example]
  #   dashboardViewers: [anna.smith@acme.example]
  #   dashboardCreators: []
  # Data of workforce management.
  # ${project}:wfm: true
  # Divisions whose agents are licensed, or ["*"] for all.
  # ${project}:licences: [Home, Sales]
${allowHttp ? "  contactcenter:allowHttp: true\n" : ""}  contactcenter:genesys:
    region: ${region}
${gateway === undefined ? "" : `    gateway: ${gateway}\n`}    oauthClientId: ${JSON.stringify(clientId)}
`;

const fileOfClasses = ({ region, clientId, gateway, allowHttp }: TenantSettings, schema: string): string =>
    `# yaml-language-server: $schema=${schema}

config:
  genesyscloud:region: ${region}
${gateway === undefined ? "" : `  genesyscloud:gateway: ${gateway}\n`}${allowHttp ? "  contactcenter:allowHttp: true\n" : ""}  genesyscloud:oauthClientId: ${JSON.stringify(clientId)}
  # Who may use eMite, by e-mail address.
  # emite:members:
  #   access: [anna.smith@acme.example]
  #   dashboardViewers: [anna.smith@acme.example]
  #   dashboardCreators: []
  # Data of workforce management.
  # emite:wfm: true
  # Whose agents are licensed: all, or the divisions of a list.
  # emite:licences: [Home, Sales]
`;

const organizationComment = "# Organization: ";

/** A tenant's file that names its organization, so that another tenant of the same one is detected. */
export const withOrganization = (file: string, id: string): string =>
    file.replace("\n", `\n${organizationComment}${printable(id)}\n`);

/** The organization that a tenant's file names. */
export const organizationIn = (file: string): string | undefined =>
    file
        .split("\n")
        .find((line) => line.startsWith(organizationComment))
        ?.slice(organizationComment.length);

/** The tenants with the same organization by their files: the file names it, or has the same client. */
export const tenantsOfOrganization = (
    files: ReadonlyMap<string, string>,
    { id, clientId }: { id: string; clientId: string },
): string[] =>
    [...files]
        .filter(([, text]) => {
            const config = (readYaml(text).value as { config?: Record<string, unknown> } | undefined)?.config;
            const says = organizationIn(text) === printable(id);
            const group = config?.["contactcenter:genesys"] as { oauthClientId?: unknown } | undefined;
            return says || [config?.["genesyscloud:oauthClientId"], group?.oauthClientId].includes(clientId);
        })
        .map(([name]) => name)
        .sort();

/** A fleet file with one more tenant and its comments kept. A fleet of all tenants needs no change. */
export function withTenant(fleet: string, name: string, canary: boolean): string {
    const document = requireYaml(fleet, "fleet.yaml");
    const listed = isSeq(document.get("tenants"));
    if (!listed && !canary) return fleet;
    if (listed) add(document, "tenants", { stack: name });
    if (canary) add(document, "canaries", name);
    return document.toString({ indent: 4, lineWidth: 0 });
}

function add(document: Document, key: string, value: unknown): void {
    const list = document.get(key);
    if (!isSeq(list)) return document.set(key, document.createNode([value]));
    list.flow = false;
    list.add(document.createNode(value));
}
