import { sameJson } from "../../../provider/core/json";
import { fieldsOf, isGood, needed, statusOf, textOf } from "../answer";
import { type Check, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Made, Probe } from "../probe";
import { check, kitApp, kitGroup, removal, seesIntegrations } from "./tenant";

const adds = ["integrations:integration:add", ...seesIntegrations];
const edits = [...adds, "integrations:integration:edit"];
const withApp = (id: Check["id"], needs: readonly string[], run: Check["run"], more: readonly string[] = []) =>
    check(id, needs, run, ["integration", ...more]);

const configPath = ({ id }: Made): string => `/integrations/${id}/config/current`;
const config = async (probe: Probe, made: Made) =>
    fieldsOf(needed(await probe.ask("GET", configPath(made)), seesIntegrations).body);

/** Neither in alphabetical order nor in its reverse. */
const sandbox = "allow-scripts,allow-forms,allow-same-origin";
const nowhere = "00000000-0000-4000-8000-000000000000";

async function configure(probe: Probe, made: Made, properties: object, version?: unknown) {
    const current = version ?? (await config(probe, made))["version"];
    const rest = { notes: "", advanced: {}, credentials: {} };
    return probe.ask("PUT", configPath(made), { name: made.name, version: current, properties, ...rest });
}

/** The test app with the properties to check, and the answer. */
const configured = (probe: Probe) =>
    probe.once("configured", async () => {
        const made = await kitApp(probe);
        const sent = { url: "https://conformance.invalid/", sandbox };
        needed(await configure(probe, made, sent), edits);
        return { made, sent, properties: fieldsOf((await config(probe, made))["properties"]) };
    });

/** Checks with a test integration, whose address leads nowhere. */
export const integrations: readonly Check[] = [
    withApp("G-72", adds, async (probe) => {
        const made = await kitApp(probe);
        const { body } = needed(await probe.ask("GET", `/integrations/${made.id}`), seesIntegrations);
        const state = textOf(fieldsOf(body)["intendedState"]);
        const { version, notes, properties, advanced, credentials } = await config(probe, made);
        const isEmpty = sameJson(
            { properties, advanced, credentials },
            { properties: {}, advanced: {}, credentials: {} },
        );
        const seen = `${state || "no state"}, version ${Number(version)}, ${isEmpty ? "empty" : "not empty"}, notes ${notes === "" ? "empty" : "filled"}`;
        return verdict(state === "DISABLED" && version === 1 && isEmpty && notes === "", seen);
    }),
    withApp("G-75", edits, async (probe) => {
        const { made, sent } = await configured(probe);
        const answer = await configure(probe, made, { ...sent, groups: [nowhere] });
        return verdict(isGood(answer), `a group that does not exist: ${statusOf(answer)}`);
    }),
    withApp("G-74", edits, async (probe) => {
        const { properties } = await configured(probe);
        return verdict(
            properties["sandbox"] === sandbox,
            properties["sandbox"] === sandbox ? "as it was sent" : "in another form",
        );
    }),
    withApp("G-77", edits, async (probe) => {
        const { sent, properties } = await configured(probe);
        const more = Object.keys(properties).filter((key) => !Object.hasOwn(sent, key));
        return verdict(more.length === 0, more.length === 0 ? "nothing is added" : `added: ${more.sort().join(", ")}`);
    }),
    withApp("G-73", edits, async (probe) => {
        const { made, sent } = await configured(probe);
        const version = Number((await config(probe, made))["version"]) - 1;
        const answer = await configure(probe, made, sent, version);
        return verdict(answer.status === 409 || answer.status === 400, `a stale version: ${statusOf(answer)}`);
    }),
    withApp("G-76", edits, async (probe) => {
        const { made, sent } = await configured(probe);
        const answer = await configure(probe, made, { ...sent, conformanceKit: "unknown" });
        return verdict(!isGood(answer), `an unknown property: ${statusOf(answer)}`);
    }),
    withApp(
        "G-85",
        [...edits, "directory:group:add"],
        async (probe) => {
            const { made, sent } = await configured(probe);
            const [one, other] = [await kitGroup(probe), await probe.create("group")];
            needed(other.answer, ["directory:group:add"]);
            // In both orders, so that no fixed order of the server matches both.
            for (const groups of [
                [one.id, other.id],
                [other.id, one.id],
            ]) {
                needed(await configure(probe, made, { ...sent, groups }), edits);
                const { groups: back } = fieldsOf((await config(probe, made))["properties"]);
                if (!sameJson(back, groups)) return refuted("groups in another order");
            }
            return verdict(true, "groups in both orders, as they were sent");
        },
        ["group"],
    ),
    withApp("G-78", [...edits, "directory:group:add"], activated, ["group"]),
];

export const removedApp: readonly Check[] = [
    removal("G-79", [...adds, "integrations:integration:delete"], "integration", kitApp, "/integrations"),
];

/** The app is activated for an empty test group, and deactivated again. */
async function activated(probe: Probe) {
    const made = await kitApp(probe);
    const properties = { url: "https://conformance.invalid/", groups: [(await kitGroup(probe)).id] };
    needed(await configure(probe, made, properties), edits);
    const path = `/integrations/${made.id}`;
    const enabled = await probe.ask("PATCH", path, { intendedState: "ENABLED" });
    if (enabled.status === 403) needed(enabled, edits);
    if (!isGood(enabled)) return refuted(`switched on: ${statusOf(enabled)}`);
    const codeIn = (body: unknown) => textOf(fieldsOf(fieldsOf(body)["reportedState"])["code"]);
    const answer = await probe.until(
        ({ body }) => /^(ACTIVE|ERROR)$/.test(codeIn(body)),
        30,
        () => probe.ask("GET", path),
    );
    const off = await probe.ask("PATCH", path, { intendedState: "DISABLED" });
    if (!isGood(answer)) throw new NotChecked(`its state was answered ${statusOf(answer)}`);
    return verdict(
        codeIn(answer.body) === "ACTIVE",
        `${/^[A-Z]+$/.test(codeIn(answer.body)) ? codeIn(answer.body) : "no state"}, switched off: ${off.status}`,
    );
}
