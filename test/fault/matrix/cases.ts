import type { Fixture, Point, Victim } from "./fixture";
import type { Cut } from "./world";

export interface Case {
    phase: Phase["name"];
    route: string;
    occurrence: number;
    cut: Cut;
    victim: Victim;
}

export interface Phase {
    name: "create" | "change" | "destroy";
    /** Where the cases start. */
    from: Point;
    version: number;
    /** The tenant after an undisturbed run. */
    good: string[];
    routes: { route: string; write: boolean }[];
}

export async function measure(fixture: Fixture, name: Phase["name"], from: Point, version: number): Promise<Phase> {
    return fixture.from(from, async (place) => {
        place.side.clearRequests();
        await place.must(version);
        const routes = place.side.requests().map(({ call, write }) => ({ route: call, write }));
        return { name, from, version, good: await place.side.picture(), routes };
    });
}

export const none = {
    cases: 0,
    /** The request did not come in this run. */
    missed: 0,
    duplicates: 0,
    orphans: 0,
    changed: 0,
    lostSecrets: 0,
    needsAPerson: 0,
    /** Requests by a provider whose engine was gone. */
    wroteOn: 0,
    /** The engine had left the attributes of its state file empty. */
    engineFileMended: 0,
};
export type Totals = typeof none;

export async function play(fixture: Fixture, phase: Phase, one: Case, totals: Totals): Promise<string[]> {
    return fixture.from(phase.from, async (place) => {
        const problems: string[] = [];
        const { reached, wroteOn } = await place.runCut(phase.version, one);
        totals.cases++;
        if (!reached) totals.missed++;
        if (wroteOn > 0) problems.push(`${wroteOn} requests came after the engine's death`);
        totals.wroteOn += wroteOn;
        const { code, output, mended } = await place.runAgain(phase.version);
        if (mended) totals.engineFileMended++;
        if (code !== 0) {
            totals.needsAPerson++;
            problems.push(`the next run failed: ${output.slice(-1_500)}`);
        }
        const now = await place.side.picture();
        const more = now.filter((text) => !phase.good.includes(text));
        const less = phase.good.filter((text) => !now.includes(text));
        const twice = now.length - new Set(now).size - (phase.good.length - new Set(phase.good).size);
        totals.duplicates += Math.max(twice, 0);
        totals.orphans += Math.max(more.length - less.length, 0);
        totals.changed += less.length;
        if (more.length + less.length + Math.abs(twice) > 0)
            problems.push(
                `more ${more.join(" ").slice(0, 2_000)} less ${less.join(" ").slice(0, 2_000)} twice ${twice}`,
            );
        const lost = phase.version === 0 || code !== 0 ? 0 : await place.lostSecrets();
        totals.lostSecrets += lost;
        if (lost > 0) problems.push(`${lost} secrets that do not work`);
        return problems;
    });
}
