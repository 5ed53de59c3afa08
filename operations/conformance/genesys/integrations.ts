import { sameJson } from "../../../provider/core/json";
import { fieldsOf, isGood, needed, statusOf, textOf } from "../answer";
import { type Check, NotChecked, refuted, verdict } from "../check";
import type { Made, Probe } from "../probe";
import { check, kitApp, kitGroup, removal, seesIntegrations } from "./tenant";

const adds = ["integrations:integration:add", ...seesIntegrations];
const edits = [...adds, "integrations:integration:edit"];
const withApp = (id: Check["id"], needs: readonly string[], run: Check["run"], more: readonly string[] = []) =>
    check(id, needs, run, ["integration", ...more]);

const configPath = ({ id }: Made): string => `/integrations/${id}/config/current`;
const config = async (probe: Probe, made: Made) =>
    fieldsOf(needed(await probe.ask("GET", configPath(made)), seesIntegrations).body);

/** No order of the alphabet, and none of its reverse. */
const sandbox = "allow-scripts,allow-forms,allow-same-origin";
const nowhere = "00000000-0000-4000-8000-000000000000";

async function configure(probe: Probe, made: Made, properties: object, version?: unknown) {
    const current = version ?? (await config(probe, made))["version"];
    const rest = { notes: "", advanced: {}, credentials: {} };
    return probe.ask("PUT", configPath(made), { name: made.name, version: current, properties, ...rest });
}

/** The kit's app with all properties that are looked at, and what came back. */
const configured = (probe: Probe) =>
    probe.once("configured", async () => {
        const made = await kitApp(probe);
        const sent = { url: "https://conformance.invalid/", sandbox, groups: [nowhere] };
        const answer = await configure(probe, made, sent);
        return { made, sent, answer };
    });

const back = async (probe: Probe) => {
    const { made, sent, answer } = await configured(probe);
    needed(answer, edits);
    return { sent, properties: fieldsOf((await config(probe, made))["properties"]) };
};

/** Checks with an integration of the kit's own, whose address leads nowhere. */
export const integrations: readonly Check[] = [
    withApp("G-72", adds, async (probe) => {
        const made = await kitApp(probe);
        const state = textOf(fieldsOf(made.answer.body)["intendedState"]);
        const { version, notes, properties, advanced, credentials } = await config(probe, made);
        const isEmpty = sameJson(
            { properties, advanced, credentials },
            { properties: {}, advanced: {}, credentials: {} },
        );
        const seen = `${state || "no state"}, version ${Number(version)}, ${isEmpty ? "empty" : "not empty"}, notes ${notes === "" ? "empty" : "filled"}`;
        return verdict(state === "DISABLED" && version === 1 && isEmpty && notes === "", seen);
    }),
    withApp("G-75", edits, async (probe) => {
        const { answer } = await configured(probe);
        return verdict(isGood(answer), `a group that does not exist: ${statusOf(answer)}`);
    }),
    withApp("G-74", edits, async (probe) => {
        const { properties } = await back(probe);
        return verdict(
            properties["sandbox"] === sandbox,
            properties["sandbox"] === sandbox ? "as it was sent" : "in another form",
        );
    }),
    withApp("G-77", edits, async (probe) => {
        const { sent, properties } = await back(probe);
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
    withApp("G-78", [...edits, "directory:group:add"], activated, ["group"]),
];

export const removedApp: readonly Check[] = [
    removal("G-79", [...adds, "integrations:integration:delete"], "integration", kitApp, "/integrations"),
];

/** The app is switched on for the kit's own group, in which nobody is, and off again. */
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
