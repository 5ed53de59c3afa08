import { type Connector, connectors, type Field, fields } from "./fields";
import type { Filter, FilterField } from "./filter";
import { numberFields } from "./preview";
import { connectorOf, type ImagicleUser, type Rules } from "./users";
import { type Kind, kindNames, kinds, type WebexData, type WebexObject } from "./webexData";
import { coded } from "../transport/message";

const kindsOf = (connector: Connector): Kind[] =>
    (Object.keys(kinds) as Kind[]).filter((kind) => connectorOf[kind] === connector);

const listed = (names: readonly string[]) =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** Mismatches between rules and data: no user has a problem, but users are missing. */
export function fitWarnings(
    data: WebexData,
    rules: Rules,
    filter: Filter | undefined,
    users: readonly ImagicleUser[],
): string[] {
    const used = (Object.keys(connectors) as Connector[]).filter((connector) => rules[connector] !== undefined);
    if (used.length === 0)
        return [
            coded(
                "CC4027",
                `the rules name no connector, so they create no users. Declare ${listed(Object.keys(connectors))}`,
            ),
        ];
    const concerned = data.objects.filter(({ kind }) => used.includes(connectorOf[kind]));
    const missing = (data.unread ?? [])
        .filter(({ kind }) => used.includes(connectorOf[kind]))
        .map(({ kind, reason }) =>
            coded("CC4028", `the data has no ${kindNames[kind]}, because they could not be read: ${reason}`),
        );
    const nothing =
        filter !== undefined && concerned.length > 0 && users.length === 0
            ? [
                  coded(
                      "CC4029",
                      `the filter matches none of the ${concerned.length} objects, so the rules create no users`,
                  ),
              ]
            : used.flatMap((connector) => withoutUsers(connector, data, users));
    const repeated = used.flatMap((connector) => sameForAll(connector, rules, users));
    return [...missing, ...nothing, ...repeated, ...unjudged(concerned, filter)];
}

/** A number as a fixed value applies to all users. */
function sameForAll(connector: Connector, rules: Rules, users: readonly ImagicleUser[]): string[] {
    const count = users.filter((user) => user.connector === connector).length;
    if (count < 2) return [];
    const table: Readonly<Record<string, Field>> = fields[connector];
    return numberFields
        .filter((key) => rules[connector]?.[key]?.value !== undefined)
        .map((key) =>
            coded(
                "CC4030",
                `"${table[key]?.label}" is set to one value for all ${count} users of "${connectors[connector]}": a number must be unique`,
            ),
        );
}

function withoutUsers(connector: Connector, data: WebexData, users: readonly ImagicleUser[]): string[] {
    if (users.some((user) => user.connector === connector)) return [];
    const own = kindsOf(connector);
    const objects = data.objects.filter(({ kind }) => own.includes(kind)).length;
    if (objects === 0 && data.unread?.some(({ kind }) => own.includes(kind))) return [];
    const hint =
        connector === "faxWorkspaces" ? ". Name the workspaces that are fax machines when you fetch the data" : "";
    const why =
        objects > 0
            ? `the filter matches none of its ${objects} objects`
            : `the data has no ${listed(own.map((kind) => kindNames[kind]))}${hint}`;
    return [coded("CC4031", `the rules of "${connectors[connector]}" create no users: ${why}`)];
}

/** A field of the filter that Webex could not report counts as empty. */
function unjudged(objects: readonly WebexObject[], filter: Filter | undefined): string[] {
    if (filter === undefined) return [];
    const read = [...fieldsOf(filter)].map((field) => propertyOf[field]);
    const count = objects.filter(({ unread = [] }) => read.some((property) => unread.includes(property))).length;
    return count === 0
        ? []
        : [
              coded(
                  "CC4032",
                  `it is unknown whether ${count} objects match the filter, because Webex did not report fields that the filter compares`,
              ),
          ];
}

const propertyOf: Readonly<Record<FilterField, keyof WebexObject>> = {
    email: "email",
    department: "department",
    Location: "locationName",
    phoneNumber: "phoneNumber",
    UserType: "kind",
};

function fieldsOf(filter: Filter): Set<FilterField> {
    if ("and" in filter) return new Set(filter.and.flatMap((one) => [...fieldsOf(one)]));
    if ("or" in filter) return new Set(filter.or.flatMap((one) => [...fieldsOf(one)]));
    if ("not" in filter) return fieldsOf(filter.not);
    return new Set([filter.field]);
}
