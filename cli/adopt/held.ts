import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { AdoptionRequest } from "../../operations/adopt/fulfil";
import { type HeldObjects, heldObjects } from "../../operations/adopt/held";
import { hasSeveral } from "../../operations/drift/tenants";
import { providerName, providersInState, settledConnections } from "../../engine/providers";
import type { OpenStack } from "../../engine/stack";
import { pulumiText } from "../../engine/workspace";
import { tokenOf } from "../../provider/resources";
import type { SecretChoices } from "./secrets";

/** The effect of `--markers` and `--secret` on objects that the stack already holds. */
export async function heldObjectsOf(
    { resources, config }: OpenStack,
    { markers = false }: { markers?: boolean },
    { own, all }: SecretChoices,
): Promise<HeldObjects> {
    const state = markers || own.size > 0 || all !== undefined ? await resources() : [];
    const providerOf = providersInState(state, config);
    const ours = state.filter(({ type }) => tokenOf(type) !== undefined);
    const several = hasSeveral(ours.map(({ provider }) => provider));
    const found = await heldObjects(ours, ({ provider }) => settledConnections(providerOf(provider)), {
        markers,
        ...(several ? { providerName: ({ provider = "" }) => providerName(provider) } : {}),
    });
    const isMeant = (name: string) => (own.get(name) ?? all ?? { how: "none" }).how !== "none";
    const held = found.held.flatMap(({ secretUnknown, ...one }) => {
        const secret = secretUnknown === true && isMeant(one.name);
        return one.unmarked || secret ? [{ ...one, ...(secret ? { secretUnknown } : {}) }] : [];
    });
    return { ...found, held };
}

/** Writes markers and stores secrets by refreshing these resources; returns how many there were. */
export async function complete(
    { workspace, stack }: { workspace: LocalWorkspace; stack: string },
    { held, serve }: HeldObjects,
    secrets: ReadonlyMap<string, AdoptionRequest>,
): Promise<number> {
    const requests = new Map(
        held
            .map(({ urn, unmarked = false }) => [urn, { ...secrets.get(urn), marker: unmarked }] as const)
            .filter(([, { marker, secret }]) => marker || secret !== undefined),
    );
    if (requests.size === 0) return 0;
    const server = await serve(requests);
    try {
        const targets = [...requests.keys()].flatMap((urn) => ["--target", urn]);
        const args = ["refresh", "--stack", stack, "--yes", "--skip-preview", ...targets];
        await pulumiText(workspace, args, { env: server.env });
        return requests.size;
    } finally {
        server.stop();
    }
}
