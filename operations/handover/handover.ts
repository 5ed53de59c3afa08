import type { Connections } from "../../provider/core/connections";
import { approvalOf } from "../../provider/genesys/approval";
import { domainOf, regions } from "../../provider/genesys/regions";
import { UserError } from "../../provider/transport/errors";
import { own } from "../../provider/core/json";
import { tokenOf } from "../../provider/resources";
import { procedureNames } from "../../sdk/emite/procedure";
import { emiteType } from "../emiteProgram";
import { type Check, checkResource, checkSecret, type StateResource } from "./checks";

/** One line of the form. */
export interface FormRow {
    label: string;
    /** Empty if the stack does not have it; a check reports that. */
    value: string;
    /** Whether the value is secret. */
    secret?: true;
}

/** eMite's Genesys Cloud Integration Details Form, and whether its values are correct now. */
export interface Handover {
    organization: string;
    sections: { title: string; rows: FormRow[] }[];
    /** What people must do or know before it works, which cannot be checked. */
    notes: string[];
    checks: Check[];
}

type ObjectKey = keyof typeof procedureNames;

/** The clients of the procedure, in the order of its sections. */
const sections: readonly [title: string, clients: readonly ObjectKey[]][] = [
    ["Application Integration", ["ssoClient"]],
    ["Data Integration", ["dataClient", "realtimeClient"]],
    ["Data Integration: WFM (optional)", ["wfmLookbackClient", "wfmActivityClient"]],
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
    const current = all.filter((one) => one.delete !== true);
    const component = integrationIn(current, integration);
    const objects = within(current, component);
    const objectOf = (key: ObjectKey) => objects.find(({ urn }) => nameOf(urn) === `${nameOf(component.urn)}-${key}`);
    const promised = (Object.keys(procedureNames) as ObjectKey[]).filter(
        (key) => objectOf(key) !== undefined || !key.startsWith("wfm") || promisesWfm(component),
    );
    const generic = genericRows(component);
    const secrets = await Promise.all(objects.filter(isClient).map((one) => checkSecret(one, connectionsOf(one))));
    return {
        organization: textOf(component.outputs?.["organization"]),
        sections: [
            { title: "Generic Integration Information", rows: generic },
            ...sections
                .map(([title, clients]) => [title, clients.filter((key) => promised.includes(key))] as const)
                .filter(([, clients]) => clients.length > 0)
                .map(([title, clients]) => ({
                    title,
                    rows: clients.flatMap((key) => clientRows(procedureNames[key], objectOf(key))),
                })),
        ],
        notes: [
            approvalOf("emite_SSO"),
            ...secrets.flatMap(({ object, unverified }) =>
                unverified === undefined ? [] : `${object}: ${unverified}`,
            ),
        ],
        checks: [
            ...generic.filter(({ value }) => value === "").map(({ label }) => ({ object: label, problem: notKnown })),
            ...promised
                .filter((key) => objectOf(key) === undefined)
                .map((key) => ({ object: procedureNames[key], problem: notInStack })),
            ...(await Promise.all(objects.map((one) => checkResource(one, connectionsOf(one))))),
            ...secrets,
        ],
    };
}

const notKnown = "is not in the stack. Run `pulumi up`";
const notInStack = "is not in the stack. Run `pulumi up`, which creates it, or `npx contact-center adopt` if it exists";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function genericRows({ outputs = {} }: StateResource): FormRow[] {
    const region = textOf(outputs["region"]);
    const domain = own(regions, region) ?? domainOf(region);
    return [
        { label: "Genesys Cloud Region", value: region },
        { label: "Login Domain", value: domain === undefined ? "" : `login.${domain}` },
        { label: "Region Code", value: textOf(outputs["regionCode"]) },
        { label: "Organization Short Name", value: textOf(outputs["organization"]) },
        { label: "Application Redirect URL", value: textOf(outputs["redirectUrl"]) },
    ];
}

/** From the client itself, because the component's outputs are those of its last complete `pulumi up`. */
const clientRows = (name: string, client: StateResource | undefined): FormRow[] => [
    { label: `${name}: Client ID`, value: client?.id ?? "" },
    { label: `${name}: Client Secret`, value: textOf(client?.outputs?.["clientSecret"]), secret: true },
];

const promisesWfm = ({ inputs = {}, outputs = {} }: StateResource): boolean =>
    inputs["wfm"] === true || Object.keys(outputs["clientIds"] ?? {}).includes(procedureNames.wfmLookbackClient);

function integrationIn(all: readonly StateResource[], integration: string | undefined): StateResource {
    const components = all.filter(({ type }) => type === emiteType);
    const [only, ...more] = components;
    if (only === undefined)
        throw new UserError("CC6044", `the stack has no emite.Integration. Run \`pulumi up\` first`);
    if (integration === undefined && more.length === 0) return only;
    const found = components.find(({ urn }) => nameOf(urn) === integration);
    if (found !== undefined) return found;
    const names = components
        .map(({ urn }) => nameOf(urn))
        .sort()
        .join(", ");
    if (integration === undefined)
        throw new UserError(
            "CC6045",
            `the stack has ${components.length} emite.Integration components. Name one with --integration: ${names}`,
        );
    throw new UserError(
        "CC6046",
        `the stack has no emite.Integration "${integration}". Name one with --integration: ${names}`,
    );
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** The resources of this library below a component. */
function within(all: readonly StateResource[], component: StateResource): StateResource[] {
    const parents = new Map(all.map(({ urn, parent }) => [urn, parent]));
    const isBelow = (urn: string | undefined): boolean =>
        urn !== undefined && (parents.get(urn) === component.urn || isBelow(parents.get(urn)));
    return all.filter(({ urn, type }) => tokenOf(type) !== undefined && isBelow(urn));
}

const isClient = ({ type }: StateResource) => tokenOf(type) === "genesys:OAuthClient";
