import type { Simulator } from "../../simulator";
import { resourceName, type Stack } from "../engine/stack";
import { changeLines, check, heading, line, summary } from "./report";

/** Runs the steps of the quickstart. Returns the number of checks that failed. */
export async function story(sim: Simulator, stack: Stack): Promise<number> {
    const before = JSON.stringify(sim.dump());
    const secrets: string[] = [];
    await previewAndUp(sim, stack, secrets);
    await upAgain(sim, stack);
    await changeProgram(sim, stack);
    await changeBehindItsBack(sim, stack);
    await showResources(stack, secrets);
    await destroy(sim, stack, before);
    return summary();
}

async function previewAndUp(sim: Simulator, stack: Stack, secrets: string[]): Promise<void> {
    heading("pulumi preview");
    const planned = await stack.steps("preview");
    line(`${planned.length} resources to create, ${sim.writes().length} write requests`);
    check("a preview changes nothing", sim.writes().length === 0);

    heading("pulumi up");
    sim.clearRequests();
    const up = await stack.must(["up", "--yes", "--skip-preview", "--color=never"]);
    line(`${sim.requests.length} requests, ${sim.writes().length} of them writes`);
    const clients = Object.values((await stack.outputs(true))["clientSecrets"] as Record<string, string>);
    secrets.push(...clients);
    check("the integration is complete", clients.length === 5 && up.code === 0);
    check("`pulumi up` prints no secret", !secrets.some((secret) => up.output.includes(secret)));
}

async function upAgain(sim: Simulator, stack: Stack): Promise<void> {
    heading("pulumi up again");
    sim.clearRequests();
    const { output } = await stack.must(["up", "--yes", "--skip-preview", "--color=never"]);
    line(output.match(/\d+ unchanged/)?.[0] ?? "");
    line(`${sim.requests.length} requests, ${sim.writes().length} of them writes`);
    check("a second run changes nothing", sim.writes().length === 0 && !/(created|updated|deleted)/.test(output));
}

async function changeProgram(sim: Simulator, stack: Stack): Promise<void> {
    heading("Change the program: add a scope and a group member");
    const scopes = ["authorization", "groups", "integrations", "oauth", "organization", "users", "analytics"];
    await stack.setConfig("emite:scopes", JSON.stringify(scopes.map((scope) => `${scope}:readonly`)));
    const members = {
        access: ["anna.smith@acme.example", "ben.smith@acme.example", "clara.smith@acme.example"],
        dashboardViewers: ["anna.smith@acme.example"],
        dashboardCreators: ["ben.smith@acme.example"],
    };
    await stack.setConfig("emite:members", JSON.stringify(members));
    const lines = changeLines(await stack.steps("preview"));
    lines.forEach(line);
    check(
        "the preview shows exactly these two changes",
        lines.length === 2 &&
            lines.some((one) => one.endsWith('+ members["clara.smith@acme.example"]')) &&
            lines.some((one) => one.endsWith('+ scopes["analytics:readonly"]')),
    );
    sim.clearRequests();
    await stack.must(["up", "--yes", "--skip-preview", "--color=never"]);
    line(`${sim.requests.length} requests, ${sim.writes().length} of them writes`);
    check("`pulumi up` sends two write requests", sim.writes().length === 2);
}

async function changeBehindItsBack(sim: Simulator, stack: Stack): Promise<void> {
    heading("Drift: Anna Smith adds a permission to the role in Genesys Cloud");
    await addPermissionAsAnna(sim);
    const drift = changeLines(await stack.steps("refresh"));
    drift.forEach(line);
    check(
        "`pulumi refresh --preview-only` shows exactly this change",
        drift.length === 1 && (drift[0]?.endsWith('permissions["routing:queue:delete"]') ?? false),
    );
    heading("contact-center drift");
    const review = await stack.command("npx", ["contact-center", "drift"]);
    review.stdout.trimEnd().split("\n").forEach(line);
    check(
        "the review says that access widened, and who changed it",
        review.code === 1 &&
            /changed +high +permissions: \+ routing:queue:delete .* by Anna Smith on /.test(review.stdout),
    );
    heading("pulumi up --refresh fixes the drift");
    await stack.must(["up", "--refresh", "--yes", "--skip-preview", "--color=never"]);
    const left = [...sim.tenant.roles.values()]
        .filter(({ name }) => name === "eMite Data Integration")
        .flatMap(({ policies }) => policies)
        .filter(({ actionSet }) => actionSet.includes("delete"));
    check("the permission is removed", left.length === 0);
    check("a refresh finds no more drift", (await stack.steps("refresh")).length === 0);
}

/** As somebody would in the admin pages. */
async function addPermissionAsAnna({ tenant, url, credentials, tokenFor }: Simulator): Promise<void> {
    const named = <T extends { name: string }>(all: Map<string, T>, name: string) =>
        [...all.values()].find((one) => one.name === name);
    const role = named(tenant.roles, "eMite Data Integration");
    const token = tokenFor(credentials.clientId, named(tenant.users, "Anna Smith")?.id);
    const { name, description, policies = [] } = role ?? {};
    const more = { domain: "routing", entityName: "queue", actionSet: ["delete"], allowConditions: false };
    const answer = await fetch(`${url}/api/v2/authorization/roles/${role?.id}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ name, description, permissionPolicies: [...policies, more] }),
    });
    if (!answer.ok) throw new Error(await answer.text());
}

async function showResources(stack: Stack, secrets: readonly string[]): Promise<void> {
    heading("The resources");
    const state = await stack.state();
    for (const { urn, id, type } of state.deployment.resources ?? [])
        if (id !== undefined && type.startsWith("pulumi-nodejs:dynamic/"))
            line(`${(type.split("/")[1] ?? "").padEnd(24)} ${resourceName(urn).padEnd(30)} ${id}`);
    check(
        "the state contains no secret in plain text",
        !secrets.some((secret) => JSON.stringify(state).includes(secret)),
    );
}

async function destroy(sim: Simulator, stack: Stack, before: string): Promise<void> {
    if (process.argv.includes("--keep")) return;
    heading("pulumi destroy");
    await stack.must(["destroy", "--yes", "--skip-preview", "--color=never"]);
    check("the organization is as it was before", JSON.stringify(sim.dump()) === before);
}
