import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenesysApi } from "../../provider/genesys/api";
import { clientApp } from "../../provider/genesys/clientApp";
import { group } from "../../provider/genesys/group";
import { groupMembership } from "../../provider/genesys/groupMembership";
import { integration } from "../../provider/genesys/integration";
import { oauthClient } from "../../provider/genesys/oauthClient";
import { role } from "../../provider/genesys/role";
import { roleAssignment } from "../../provider/genesys/roleAssignment";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator";
import { type Declared, declared, runProgram, type State } from "./steps";

export type { State } from "./steps";

/** What a run needs of its machine. */
export interface Machine {
    sim: Simulator;
    /** Folder of the create log. */
    home: string;
    /** Milliseconds that lists may lag behind. */
    patience: number;
    /** Seconds for one operation. */
    timeout?: number;
    /** Whether the process is dead. */
    dead?: () => boolean;
}

const anna = "anna.smith@acme.example";
const ben = "ben.smith@acme.example";
const idOf = (state: State, name: string) => state.get(name)?.id ?? "";
const marker = (name: string) => `project/stack/${name}`;

/**
 * A program with every Genesys type; version 2 changes each of them in place, the social group by replacement, and
 * renews a secret.
 */
const program: readonly Declared[] = [
    declared("access", group, (_s, v) => ({ name: "Access", description: `for eMite ${v}`, marker: marker("access") })),
    declared("social", group, (_s, v) => ({
        name: "Club",
        type: v === 1 ? "official" : "social",
        marker: marker("social"),
    })),
    declared("members", groupMembership, (state, v) => ({
        group: idOf(state, "access"),
        members: v === 1 ? [anna] : [ben],
        mode: "additive",
    })),
    declared("role", role, (_s, v) => ({
        name: "Data",
        permissions: ["routing:queue:view", v === 1 ? "routing:queue:join" : "routing:queue:search"],
        marker: marker("role"),
    })),
    declared("caller", roleAssignment, (state) => ({
        role: idOf(state, "role"),
        divisions: ["*"],
        subjects: [{ oauthClient: idOf(state, "pipeline") }],
    })),
    declared("agents", roleAssignment, (state, v) => ({
        role: idOf(state, "existing role"),
        divisions: ["*"],
        subjects: v === 1 ? [{ user: anna }, { user: ben }] : [{ user: anna }],
    })),
    declared("sso", oauthClient, (_s, v) => ({
        name: "SSO",
        grantType: "code",
        redirectUris: [`https://a.example/${v}`],
        scopes: ["users:readonly"],
        marker: marker("sso"),
    })),
    declared("data", oauthClient, (state, v) => ({
        name: "Data",
        roles: [{ role: idOf(state, "role"), divisions: ["*"] }],
        rotation: String(v),
        marker: marker("data"),
    })),
    declared("app", clientApp, (state, v) => ({
        name: "App",
        url: `https://a.example/${v}`,
        groups: [idOf(state, "access")],
        marker: marker("app"),
    })),
    declared("actions", integration, (_s, v) => ({
        name: "Actions",
        type: "purecloud-data-actions",
        notes: `version ${v}`,
        enabled: v === 1,
        marker: marker("actions"),
    })),
];

/** A state that knows what was there before. */
export function newState(sim: Simulator): State {
    const existing = [...sim.tenant.roles.values()].find(({ name }) => name === "Quality Evaluator");
    const there = (id = "") => ({ id, inputs: {}, outputs: {}, whole: true });
    return new Map([
        ["pipeline", there(sim.credentials.clientId)],
        ["existing role", there(existing?.id)],
    ]);
}

/** One run, see {@link runProgram}. */
export function run({ sim, ...machine }: Machine, state: State, version: number): Promise<void> {
    const api = new GenesysApi({
        region: "eu-west-1",
        requestsPerMinute: 300,
        ...sim.credentials,
        apiBase: sim.url,
        loginBase: `${sim.url}/login`,
    });
    return runProgram(program, { api, ...machine }, state, version);
}

/** The tenant with names instead of ids, which differ from run to run. */
export function picture(sim: Simulator): string[] {
    const { tenant } = sim;
    const names = new Map<string, string>();
    for (const [kind, objects] of Object.entries({
        role: tenant.roles,
        group: tenant.groups,
        client: tenant.oauthClients,
    }))
        for (const { id, name } of objects.values()) names.set(id, `${kind} ${name}`);
    for (const { id, config } of tenant.integrations.values()) names.set(id, `integration ${config.name}`);
    return Object.entries(sim.dump())
        .flatMap(([kind, objects]) => objects.map((one) => `${kind} ${JSON.stringify(one)}`))
        .map((text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? id))
        .sort();
}

/** Clients whose secret in the state is not the valid one. */
export function lostSecrets(sim: Simulator, state: State): string[] {
    return ["sso", "data"].filter((name) => {
        const kept = state.get(name);
        return kept !== undefined && sim.tenant.oauthClients.get(kept.id)?.secret !== kept.outputs["clientSecret"];
    });
}

/** Its own tenant and machine, removed when the test ends, however it ends. */
export async function onMachine<T>(
    options: SimulatorOptions,
    test: (machine: Machine, state: State) => Promise<T>,
    patience = 0,
): Promise<T> {
    const sim = await startSimulator({ membershipLag: 0, requestsPerMinute: 0, ...options });
    const home = await mkdtemp(join(tmpdir(), "begun-"));
    try {
        return await test({ sim, home, patience }, newState(sim));
    } finally {
        await sim.stop();
        // A simulated killed run may still write its create log.
        await rm(home, { recursive: true, force: true, maxRetries: 10 });
    }
}

/** How many requests the last of some versions costs, and what the tenant is then. */
export const undisturbed = (versions: readonly number[]) =>
    onMachine({}, async (machine, state) => {
        for (const version of versions) {
            machine.sim.clearRequests();
            await run(machine, state, version);
        }
        return { requests: machine.sim.requests.length, picture: picture(machine.sim) };
    });
