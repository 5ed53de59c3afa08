import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { type Parent, withAcceptance } from "../../operations/drift/accept";
import { decide, type ReviewFile } from "../../operations/drift/decisions";
import {
    type FailedReview,
    review,
    type Reviewed,
    type StackReview,
    type Status,
    statuses,
} from "../../operations/drift/findings";
import { divisionNames, withNamesOf } from "../../operations/drift/names";
import { pictureOf } from "../../operations/drift/picture";
import { allRules } from "../../operations/drift/rules";
import { unmanagedObjects } from "../../operations/drift/unmanaged";
import { withChangesOf } from "../../operations/drift/changes";
import { updatesSince } from "../../engine/history";
import { refresh } from "./refresh";

/** A stack to review. */
export interface ReviewedStack {
    /** Its project, or the reason why it cannot be opened. */
    workspace: LocalWorkspace | Error | undefined;
    stack: string;
    /** Variables to add to the environment of the engine and the provider. */
    env: NodeJS.ProcessEnv;
}

type Opened = ReviewedStack & { workspace: LocalWorkspace };

/** The review of one stack, even if it fails. */
export async function reviewStack(
    { workspace, stack, env }: ReviewedStack,
    file: ReviewFile,
): Promise<StackReview | FailedReview> {
    const at = new Date().toISOString();
    try {
        if (workspace === undefined || workspace instanceof Error) throw workspace;
        return await reviewed({ workspace, stack, env }, file, at);
    } catch (error) {
        return { stack, at, error: (error as Error).message };
    }
}

async function reviewed({ workspace, stack, env }: Opened, file: ReviewFile, at: string): Promise<StackReview> {
    const rules = allRules(file.severities);
    const { resources, project, tenants, parents, requests } = await refresh(workspace, stack, env);
    const managed = resources.map((resource) => review(resource, rules));
    const found = await Promise.all(
        tenants.map(async ({ resources: urns, connections, provider }) => {
            const searched = { name: stack, project, provider };
            const own = resources.filter(({ urn }) => urns.has(urn));
            const { objects, states, others } = await unmanagedObjects(searched, own, connections, rules);
            const reviews = [...managed.filter(({ urn }) => urns.has(urn)), ...objects];
            return { objects, states, others, connections, provider, reviews };
        }),
    );
    const all = [...managed, ...found.flatMap(({ objects }) => objects)];
    const { resources: known, notes } = await withChangesOf(all, found, (since) =>
        updatesSince(workspace, stack, since),
    );
    const states = [...resources, ...found.flatMap((one) => one.states)];
    const named = await withNamesOf(known, states, found);
    const others = new Set(found.flatMap((one) => one.others));
    const { resources: decided, stale } = decide(stack, named, file, at.slice(0, 10));
    const picture = decided.every(isInSync)
        ? { boxes: [], arrows: [] }
        : pictureOf(states, all, await divisionNames(states, found));
    return {
        stack,
        at,
        resources: decided
            .map((one, index) => {
                const resource = resources[index];
                return resource ? withAcceptance(resource, one, parentOf(parents.get(resource.urn))) : one;
            })
            .filter((one) => !isInSync(one)),
        summary: summaryOf(all),
        stale,
        notes: [
            ...notes,
            ...[...others]
                .sort()
                .map((other) => `objects with the marker of ${other} are assumed to belong to that stack`),
        ],
        picture,
        requests: requests(),
        history: [],
    };
}

const isInSync = ({ status }: Reviewed): boolean => status === "in sync";

const summaryOf = (all: readonly Reviewed[]) =>
    Object.fromEntries(statuses.map((status) => [status, all.filter((one) => one.status === status).length])) as Record<
        Status,
        number
    >;

/** Nothing for the stack itself. */
function parentOf(urn: string | undefined): Parent | undefined {
    const [name, type] = urn?.split("::").reverse() ?? [];
    const own = type?.split("$").at(-1);
    return name === undefined || own === undefined || own === "pulumi:pulumi:Stack" ? undefined : { name, type: own };
}
