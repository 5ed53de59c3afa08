import type { Span } from "../../engine/history";
import type { AuditChange } from "./recorded";

/** A change with a name for whoever made it. */
export type Attributed = AuditChange & { by: string };

/** When updates of the reviewed stack ran, from a time on in milliseconds. */
export type UpdatesSince = (since: number) => Promise<readonly Span[]>;

/** Milliseconds that the clocks of the product and of those who run the engine may differ. */
const clockError = 60_000;

/**
 * Genesys Cloud's audit log names no client in any event that was seen, so that it does not tell the stack's own
 * changes from others. The time tells them: whether an update of the stack ran then, by the engine's own history.
 */
export async function attributed(
    changes: ReadonlyMap<string, readonly AuditChange[]>,
    updatesSince: UpdatesSince,
): Promise<Map<string, Attributed[]>> {
    const unnamed = [...changes.values()].flat().filter(({ by }) => by === undefined);
    const since = Math.min(...unnamed.map(({ at }) => Date.parse(at) || Date.now())) - clockError;
    const updates = unnamed.length === 0 ? [] : await updatesSince(since).catch(() => undefined);
    return new Map([...changes].map(([id, some]) => [id, some.map((one) => ({ ...one, by: byWhom(one, updates) }))]));
}

function byWhom({ by, at }: AuditChange, updates: readonly Span[] | undefined): string {
    if (by !== undefined) return by;
    const unnamed = "somebody whom the log does not name";
    if (updates === undefined) return `${unnamed}, maybe this stack`;
    const time = Date.parse(at);
    const own = updates.some(({ from, to }) => time >= from - clockError && time <= to + clockError);
    return own
        ? "probably this stack (its update ran then; the log names nobody)"
        : `${unnamed} (no update of this stack ran then)`;
}
