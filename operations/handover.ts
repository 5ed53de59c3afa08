import type { Connections } from "../provider/core/connections";
import { genesys } from "../provider/genesys/api";
import { approvalOf } from "../provider/genesys/approval";
import { regions } from "../provider/genesys/regions";
import { genesysTokenEndpoint } from "../provider/genesys/settings";
import { type ResourceToken, resources } from "../provider/resources";
import type { ResourceType } from "../provider/core/resourceType";
import { canonical, isRecord } from "../provider/core/json";
import { ApiError, UserError } from "../provider/transport/errors";
import { Token } from "../provider/transport/token";
import { decodeInputs, encodeInputs } from "../provider/runtime/check";
import { describe } from "../provider/core/describe";
import { providerKey } from "../provider/runtime/wire";

/** A resource as a stack's state has it, secrets in plain. */
export interface StateResource {
    urn: string;
    type: string;
    id?: string;
    /** URN of its parent. */
    parent?: string;
    /** Reference to its provider, `<urn>::<id>`. */
    provider?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** One line of the form. */
export interface FormRow {
    label: string;
    value: string;
    /** Whether the value is secret. */
    secret?: true;
}

/** eMite's Genesys Cloud Integration Details Form, and whether what it states is true now. */
export interface Handover {
    organization: string;
    sections: { title: string; rows: FormRow[] }[];
    /** What people must do before it works, which nothing can check. */
    notes: string[];
    checks: { object: string; problem?: string }[];
}

const componentType = "contactcenter:emite:Integration";
const dynamicType = "pulumi-nodejs:dynamic/";

/** The clients of the procedure, in the order of its sections. */
const sections: readonly [title: string, clients: readonly string[]][] = [
    ["Application Integration", ["emite_SSO"]],
    ["Data Integration", ["emite_APIdata", "emite_RealtimeData"]],
    ["Data Integration: WFM (optional)", ["emite_WFMLookback", "emite_WFMActivity"]],
];

/**
 * The form of an eMite integration of a stack. Changes nothing.
 * @param integration - its name in the program; needed if the stack has several
 */
export async function handoverOf(
    all: readonly StateResource[],
    connectionsOf: (resource: StateResource) => Connections,
    integration?: string,
): Promise<Handover> {
    const component = integrationIn(all, integration);
    const {
        region = "",
        regionCode = "",
        organization = "",
        redirectUrl = "",
    } = (component.outputs ?? {}) as Record<string, string>;
    const { clientIds = {}, clientSecrets = {} } = (component.outputs ?? {}) as Record<string, Record<string, string>>;
    const rows = (clients: readonly string[]): FormRow[] =>
        clients
            .filter((client) => clientIds[client] !== undefined)
            .flatMap((client) => [
                { label: `${client}: Client ID`, value: clientIds[client] ?? "" },
                { label: `${client}: Client Secret`, value: clientSecrets[client] ?? "", secret: true },
            ]);
    const generic: FormRow[] = [
        { label: "Genesys Cloud Region", value: region },
        { label: "Login Domain", value: `login.${regions[region as keyof typeof regions] ?? ""}` },
        { label: "Region Code", value: regionCode },
        { label: "Organization Short Name", value: organization },
        { label: "Application Redirect URL", value: redirectUrl },
    ];
    return {
        organization,
        sections: [
            { title: "Generic Integration Information", rows: generic },
            ...sections
                .map(([title, clients]) => ({ title, rows: rows(clients) }))
                .filter((one) => one.rows.length > 0),
        ],
        notes: [approvalOf("emite_SSO")],
        checks: [
            ...(await Promise.all(within(all, component).map((one) => checkResource(one, connectionsOf(one))))),
            ...(await Promise.all(
                within(all, component)
                    .filter(isDataClient)
                    .map((one) => checkSecret(one, connectionsOf(one))),
            )),
        ],
    };
}

function integrationIn(all: readonly StateResource[], integration: string | undefined): StateResource {
    const components = all.filter(({ type }) => type === componentType);
    const [only, ...more] = components;
    if (only === undefined) throw new UserError(`the stack has no emite.Integration; run \`pulumi up\` first`);
    if (integration === undefined && more.length === 0) return only;
    const found = components.find(({ urn }) => nameOf(urn) === integration);
    if (found !== undefined) return found;
    const names = components
        .map(({ urn }) => nameOf(urn))
        .sort()
        .join(", ");
    throw new UserError(
        integration === undefined
            ? `the stack has ${components.length} emite.Integration components. Name one with --integration: ${names}`
            : `the stack has no emite.Integration "${integration}". It has ${names}`,
    );
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** The resources of this library below a component. */
function within(all: readonly StateResource[], component: StateResource): StateResource[] {
    const parents = new Map(all.map(({ urn, parent }) => [urn, parent]));
    const isBelow = (urn: string | undefined): boolean =>
        urn !== undefined && (parents.get(urn) === component.urn || isBelow(parents.get(urn)));
    return all.filter(({ urn, type }) => type.startsWith(dynamicType) && isBelow(urn));
}

const isDataClient = ({ type, outputs }: StateResource) =>
    type === `${dynamicType}genesys:OAuthClient` && outputs?.["grantType"] === "client-credentials";

type AnyType = ResourceType<unknown, Record<string, unknown>, Record<string, unknown>>;

/** Whether an object is there and as it was declared. */
async function checkResource(
    { type: typeName, id = "", inputs = {}, outputs = {} }: StateResource,
    connections: Connections,
) {
    const type = resources[typeName.slice(dynamicType.length) as ResourceToken] as unknown as AnyType;
    const { [providerKey]: _text, ...declared } = inputs;
    const object = `${type.title} "${type.label(decodeInputs(type, inputs))}"`;
    try {
        const { [providerKey]: _again, ...last } = outputs;
        const live = await type.read(type.connect(connections), id, last);
        if (live === undefined) return { object, problem: "is not there" };
        const now = encodeInputs(type, live, Object.keys(declared));
        const problems = Object.keys(declared).flatMap((property) =>
            difference(property, declared[property], now[property]),
        );
        return problems.length === 0 ? { object } : { object, problem: problems.join("; ") };
    } catch (error) {
        return { object, problem: describe("check", type.title, "", error).split("\n")[0] ?? "" };
    }
}

/** How a declared value and the one that is there differ: sets as added and removed. */
function difference(path: string, declared: unknown, live: unknown): string[] {
    if (canonical(declared) === canonical(live)) return [];
    if (!isRecord(declared) || !isRecord(live))
        return [`${path} is ${shortly(live)}, declared is ${shortly(declared)}`];
    const keys = [...new Set([...Object.keys(declared), ...Object.keys(live)])];
    return keys.flatMap((key) => {
        if (!Object.hasOwn(live, key)) return [`${path} lacks ${key}`];
        if (!Object.hasOwn(declared, key)) return [`${path} has ${key} beyond what is declared`];
        return difference(`${path}.${key}`, declared[key], live[key]);
    });
}

const shortly = (value: unknown) => (value === undefined ? "not set" : JSON.stringify(value));

/** Whether a client's secret obtains a token. */
async function checkSecret({ outputs = {} }: StateResource, connections: Connections) {
    const { name, clientId, clientSecret } = outputs as Record<string, string>;
    const object = `secret of the OAuth client "${name}"`;
    if (!clientId || !clientSecret) return { object, problem: "is not in the stack: change `rotation` for a new one" };
    try {
        await new Token({ ...genesysTokenEndpoint(connections.settings(genesys)), clientId, clientSecret }).value();
        return { object };
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { object, problem: `obtains no token (${[error.status, error.code].filter(Boolean).join(" ")})` };
    }
}
