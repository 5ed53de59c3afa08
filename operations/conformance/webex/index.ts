import { lists, webexBase, webexDialect } from "../../../provider/imagicle/webexLists";
import { Http } from "../../../provider/transport/http";
import { fieldsOf, isGood, itemsOf, needed, statusOf, textOf } from "../answer";
import { type Check, verdict } from "../check";
import { NotChecked } from "../notChecked";
import { CreatedObjects } from "../createdObjects";
import type { Target } from "../probe";

/** Webex for the users of Imagicle: only reads. */
export async function webexTarget({ token, url = webexBase }: { token: string; url?: string }): Promise<Target> {
    const http = new Http({
        product: webexDialect,
        clients: [{ token: () => Promise.resolve(token), tokenRefused: () => undefined }],
    });
    const created = await CreatedObjects.open(["webex", url]);
    return {
        title: webexDialect.name,
        http,
        base: url,
        requests: () => http.requests,
        kinds: {},
        listLag: 0,
        patience: 10,
        created,
    };
}

const seesPeople = [lists.people.scope];
const uuidAtEnd = /\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const webexChecks: readonly Check[] = [
    {
        id: "W-1",
        needs: seesPeople,
        run: async (probe) => {
            const { body } = needed(await probe.read("/people?max=10"), seesPeople);
            const ids = itemsOf(fieldsOf(body)["items"]).map(({ id }) => textOf(id));
            if (ids.length === 0) throw new NotChecked("there is nobody to look at");
            const good = ids.filter((id) => uuidAtEnd.test(Buffer.from(id, "base64").toString("utf8"))).length;
            return verdict(good === ids.length, `${good} of ${ids.length} ids end with a UUID inside`);
        },
    },
    {
        id: "W-2",
        needs: [...new Set(Object.values(lists).map(({ scope }) => scope))],
        run: async (probe) => {
            const wrong: string[] = [];
            const refused: string[] = [];
            for (const { path, key } of Object.values(lists)) {
                const answer = await probe.ask("GET", `${path}?max=1`);
                if (!isGood(answer)) refused.push(`${path} ${statusOf(answer)}`);
                else if (!Array.isArray(fieldsOf(answer.body)[key])) wrong.push(`${path} lacks ${key}`);
            }
            if (wrong.length === 0 && refused.length > 0) throw new NotChecked(`refused: ${refused.join(", ")}`);
            return verdict(wrong.length === 0, wrong.join(", ") || `${Object.keys(lists).length} lists`);
        },
    },
    {
        id: "W-4",
        needs: [lists.workspaces.scope],
        run: async (probe) => {
            const { body } = needed(await probe.ask("GET", "/workspaces?max=20"), [lists.workspaces.scope]);
            const workspaces = itemsOf(fieldsOf(body)["items"]);
            if (workspaces.length === 0) throw new NotChecked("there is no workspace to look at");
            const told = workspaces.filter((one) => Object.keys(one).some((key) => /fax/i.test(key))).length;
            return verdict(told === 0, `${told} of ${workspaces.length} workspaces have a field about fax`);
        },
    },
];
