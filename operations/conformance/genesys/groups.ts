import { codeOf, fieldsOf, isGood, itemsOf, needed, statusOf, textOf } from "../answer";
import { type Check, refuted, verdict } from "../check";
import { NotChecked } from "../notChecked";
import type { Made, Probe } from "../probe";
import { isGone } from "./target";
import { check, kitGroup, kitRole, lacks, removal } from "./tenant";

const adds = ["directory:group:add"];
const edits = [...adds, "directory:group:edit"];
const withGroup = (id: Check["id"], needs: readonly string[], run: Check["run"], more: readonly string[] = []) =>
    check(id, needs, run, ["group", ...more]);

const read = async (probe: Probe, { id }: Made) => fieldsOf(needed(await probe.ask("GET", `/groups/${id}`), []).body);
const put = (probe: Probe, { id }: Made, body: object) => probe.ask("PUT", `/groups/${id}`, body);

/** Checks with empty groups that the checks create. */
export const groups: readonly Check[] = [
    withGroup("G-44", adds, async (probe) => {
        const group = await read(probe, await kitGroup(probe));
        const kept = textOf(group["description"]) !== "";
        return verdict(!kept, kept ? "the description is kept" : "the description is empty");
    }),
    withGroup("G-45", edits, async (probe) => {
        const made = await kitGroup(probe);
        const before = await read(probe, made);
        const description = "A check of contact-center conformance";
        needed(await put(probe, made, { version: before["version"], description }), edits);
        const after = await read(probe, made);
        const lost = ["name", "visibility", "type", "rulesVisible"].filter((one) => after[one] !== before[one]);
        if (after["description"] !== description) return refuted("the description was not written");
        return verdict(lost.length === 0, lost.length === 0 ? "the other fields stay" : `changed: ${lost.join(", ")}`);
    }),
    withGroup("G-46", edits, async (probe) => {
        const made = await kitGroup(probe);
        const { version } = await read(probe, made);
        const stale = await put(probe, made, { version: Number(version) - 1, name: made.name });
        const isConflict = stale.status === 409 || (stale.status === 400 && !isGood(stale));
        return verdict(isConflict, `a stale version: ${statusOf(stale)}`);
    }),
    withGroup("G-47", adds, async (probe) => {
        const { answer } = await probe.create("group", {}, (await kitGroup(probe)).name);
        return verdict(isGood(answer), `a second one: ${statusOf(answer)}`);
    }),
    withGroup("G-48", edits, async (probe) => {
        const made = await kitGroup(probe);
        const { version } = await read(probe, made);
        const addresses = [{ type: "GROUPPHONE", mediaType: "PHONE", address: "+12025550123" }];
        needed(await put(probe, made, { version, addresses }), edits);
        const [address = {}] = itemsOf((await read(probe, made))["addresses"]);
        const missing = lacks(address, ["address"]);
        if (missing.length > 0)
            return refuted(`only ${Object.keys(address).sort().join(", ") || "nothing"} comes back`);
        return verdict(address["address"] === "+12025550123", "the number comes back as it was sent");
    }),
    withGroup("G-49", [...edits, "authorization:role:add", "authorization:grant:add"], rolesEnabled, ["role", "grant"]),
    withGroup("G-50", edits, mostMembers),
    withGroup("G-51", adds, visibleSoon),
];

export const removedGroup: readonly Check[] = [
    removal("G-52", [...adds, "directory:group:delete"], "group", kitGroup, "/groups"),
];

async function rolesEnabled(probe: Probe) {
    const [group, role] = [await probe.create("group"), await kitRole(probe)];
    needed(group.answer, adds);
    const { body } = needed(await probe.read("/authorization/divisions/home"), []);
    const division = textOf(fieldsOf(body)["id"]);
    const path = `/authorization/subjects/${group.id}/divisions/${division}/roles/${role.id}?subjectType=PC_GROUP`;
    const give = () => probe.ask("POST", path);
    const before = await give();
    if (isGood(before)) return refuted(`a role for a group without rolesEnabled: ${statusOf(before)}`);
    const { version } = await read(probe, group);
    needed(await put(probe, group, { version, rolesEnabled: true }), edits);
    const after = needed(await give(), ["authorization:grant:add"]);
    return verdict(true, `without rolesEnabled ${statusOf(before)}, with it ${statusOf(after)}`);
}

/** Members that do not exist, so that nobody is affected. One more than the limit must be rejected differently. */
async function mostMembers(probe: Probe) {
    const made = await kitGroup(probe);
    const add = async (number: number) => {
        const { version } = await read(probe, made);
        const memberIds = Array.from(
            { length: number },
            (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        );
        return probe.ask("POST", `/groups/${made.id}/members`, { memberIds, version });
    };
    const [most, more] = [await add(50), await add(51)];
    const seen = `50 unknown members: ${statusOf(most)}, 51: ${statusOf(more)}`;
    if (isGood(more)) return refuted(seen);
    if (most.status === more.status && codeOf(most) === codeOf(more))
        throw new NotChecked(`both are refused in the same way (${seen})`);
    return verdict(true, seen);
}

async function visibleSoon(probe: Probe) {
    const made = await probe.create("group");
    needed(made.answer, adds);
    const begin = performance.now();
    const seconds = () => Math.round((performance.now() - begin) / 100) / 10;
    const single = await probe.until(isGood, 20, () => probe.ask("GET", `/groups/${made.id}`));
    const readAfter = seconds();
    const query = [{ type: "EXACT", fields: ["name"], value: made.name }];
    const isFound = ({ body }: { body: unknown }) =>
        itemsOf(fieldsOf(body)["results"]).some(({ id }) => id === made.id);
    const search = await probe.until(isFound, 20, () => probe.ask("POST", "/groups/search", { query }));
    if (isGone(single) || !isGood(single)) return refuted(`read after 20 s: ${statusOf(single)}`);
    return verdict(
        isFound(search),
        `read within ${readAfter} s, ${isFound(search) ? "found" : "not found"} by its name within ${seconds()} s`,
    );
}
