import type { Span } from "../../engine/history";
import type { AuditChange } from "./recorded";

/** A change with the name of the user or client that made it. */
export type Attributed = AuditChange & { by: string };

/** The times of the reviewed stack's updates since a time in milliseconds. */
export type UpdatesSince = (since: number) => Promise<readonly Span[]>;

/** Milliseconds by which the product's clock and the engine machines' clocks may differ. */
const clockError = 60_000;

interface WithNames {
    changes: Map<string, Attributed[]>;
    /** How many changes were left out as the stack's own, and how certain that is. */
    note?: string;
}

/**
 * Genesys Cloud's audit log named no client in any event that was seen, so it does not distinguish the stack's own
 * changes from others. They are recognized by time: whether the engine's history lists an update of the stack then.
 * Changes by the stack itself were declared and explain no drift, so they are left out.
 */
export async function attributed(
    changes: ReadonlyMap<string, readonly AuditChange[]>,
    updatesSince: UpdatesSince,
): Promise<WithNames> {
    const unnamed = [...changes.values()].flat().filter(({ by }) => by === undefined);
    const since = Math.min(...unnamed.map(({ at }) => Date.parse(at) || Date.now())) - clockError;
    const updates = unnamed.length === 0 ? [] : await updatesSince(since).catch(() => undefined);
    const nobody = `somebody whom the log does not name${updates === undefined ? ", possibly this stack" : ""}`;
    const isOurs = ({ by, at }: AuditChange) =>
        by === undefined && updates?.some((span) => contains(span, at)) === true;
    const others = [...changes].map(([id, some]) => {
        const named = some.filter((one) => !isOurs(one)).map((one) => ({ ...one, by: one.by ?? nobody }));
        return [id, named] as const;
    });
    return { changes: new Map(others), ...noteOf(unnamed.filter(isOurs).length) };
}

function contains({ from, to }: Span, at: string): boolean {
    const time = Date.parse(at);
    return time >= from - clockError && time <= to + clockError;
}

function noteOf(count: number): Pick<WithNames, "note"> {
    if (count === 0) return {};
    const [those, they, are] = count === 1 ? ["1 change", "It", "is"] : [`${count} changes`, "They", "are"];
    return {
        note: `the log does not name who made ${those} during an update of this stack. ${they} probably came from the stack and ${are} left out`,
    };
}
