import { z } from "zod";
import { canonical, isRecord } from "../core/json";
import { coded } from "../transport/message";
import { type Connector, connectors, criteria, type Field, fields, sources } from "./fields";
import type { ConnectorRules, Rule, Rules } from "./users";

/** What a program may write for a field: a value, a source, or one of both with a criterion. */
function ruleSchema({ label, from, value, max }: Field) {
    const limited =
        max === undefined ? z.string() : z.string().max(max, coded("CC4013", `must be at most ${max} characters long`));
    if (value === "boolean") return z.boolean();
    if (value === "number")
        return z.number().int(coded("CC4014", "must be a whole number")).min(0, coded("CC4015", "must be 0 or more"));
    if (Array.isArray(value))
        return z.literal(value as number[], { error: coded("CC4016", `must be ${(value as number[]).join(", ")}`) });
    if (from === undefined) return limited;
    const error = () =>
        coded(
            "CC4017",
            `must be ${from.map((one) => `"${one}" (${sources[one]})`).join(" or ") || "omitted"}: ${label}`,
        );
    const source = z.enum(from as unknown as [string], { error });
    const criterion = z.string().optional();
    return z.union(
        [source, z.strictObject({ from: source, criterion }), z.strictObject({ value: limited, criterion })],
        { error },
    );
}

/** Passwords and PINs are stored separately, encrypted. */
export function rulesSchema(connector: Connector) {
    const rows = Object.entries(fields[connector] as Readonly<Record<string, Field>>);
    const open = rows.filter(([, { value }]) => value !== "secret");
    return z.strictObject(Object.fromEntries(open.map(([key, field]) => [key, ruleSchema(field).optional()])));
}

/** Rules as a program or a file writes them. */
export type WrittenRules = { [C in Connector]?: Record<string, unknown> | undefined } & { filter?: string | undefined };

/** Rules in normal form, whatever form the program used. */
export function normalRules(written: WrittenRules): Rules {
    const chosen = (Object.keys(connectors) as Connector[]).filter((connector) => written[connector] !== undefined);
    return Object.fromEntries(
        chosen.map((connector) => [
            connector,
            Object.fromEntries(
                Object.entries(written[connector] ?? {})
                    .filter(([, value]) => value !== undefined)
                    .map(([key, value]) => [key, asRule(connector, key, value)]),
            ),
        ]),
    );
}

function asRule(connector: Connector, key: string, written: unknown): Rule {
    if (isRecord(written)) return written as Rule;
    const field = (fields[connector] as Readonly<Record<string, Field>>)[key];
    return (field?.from as readonly unknown[] | undefined)?.includes(written)
        ? ({ from: written } as Rule)
        : ({ value: written } as Rule);
}

/** The screen of a connector's rules in Imagicle's web portal. */
const screen = (connector: Connector) =>
    `ADMIN ⇒ User Management ⇒ Synchronize users with an external data source ⇒ Configure Synch Rules ⇒ ${connectors[connector]}`;

/** What to set on which screen of Imagicle: only changes. */
export function ruleChecklist(before: Rules, next: Rules): string[] {
    return (Object.keys(connectors) as Connector[]).flatMap((connector) => {
        const [old, now] = [before[connector], next[connector]];
        if (now === undefined)
            return old === undefined
                ? []
                : [`${screen(connector)}: switch the connector off, because it is no longer declared`];
        return [
            ...(old === undefined
                ? [`ADMIN ⇒ User Management ⇒ … ⇒ Configure Data Sources: select "${connectors[connector]}"`]
                : []),
            ...changedRules(connector, old ?? {}, now),
        ];
    });
}

function changedRules(connector: Connector, old: ConnectorRules, now: ConnectorRules): string[] {
    return Object.entries(fields[connector] as Readonly<Record<string, Field>>)
        .filter(([key]) => canonical(old[key] ?? null) !== canonical(now[key] ?? null))
        .map(([key, field]) => {
            const rule = now[key];
            if (rule === undefined) return `${screen(connector)}: "${field.label}": remove the rule`;
            const criterion = rule.criterion ?? (field.criterion && criteria[field.criterion]);
            const what = rule.from === undefined ? `set ${JSON.stringify(rule.value)}` : sources[rule.from];
            return `${screen(connector)}: "${field.label}": ${criterion ? `${criterion}: ` : ""}${what}`;
        });
}
