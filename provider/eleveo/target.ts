import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { readRealmPage } from "./realmPage";
import type { EleveoSettings } from "./settings";

/** Usual paths of Keycloak: the first up to 16 and at Eleveo, the second by default since 17. */
const usualContextPaths = ["/auth", ""];

/** Why a realm does not answer: the realm's name, the context path, or the address. */
export async function explainTarget(settings: EleveoSettings): Promise<UserError | undefined> {
    const { url, contextPath, realm } = settings;
    if (await isRealm(settings)) return undefined;
    for (const path of [contextPath, ...usualContextPaths.filter((usual) => usual !== contextPath)]) {
        const at = { url, contextPath: path };
        const [wanted, master] = await Promise.all([isRealm({ ...at, realm }), isRealm({ ...at, realm: "master" })]);
        if (!wanted && !master) continue;
        const problems = [];
        if (path !== contextPath)
            problems.push(
                coded(
                    "CC3050",
                    `Keycloak is not at "${contextPath}" of ${url}, but at "${path}". ` +
                        `Run \`pulumi config set eleveo:contextPath ${path || "/"}\``,
                ),
            );
        if (!wanted)
            problems.push(
                coded(
                    "CC3051",
                    `${url}${path} has no realm "${realm}". Set eleveo:realm to the tenant's name, as in its address ` +
                        `(https://<tenant>.myeleveo.com), or to "default" for your own installation`,
                ),
            );
        return new UserError(undefined, problems.join("\n"));
    }
    return new UserError(
        "CC3052",
        `no Keycloak answers at "${contextPath}" of ${url}, or at ${usualContextPaths.map((path) => `"${path}"`).join(" or ")}. ` +
            "Check eleveo:url and eleveo:contextPath",
    );
}

const isRealm = async (at: Parameters<typeof readRealmPage>[0]): Promise<boolean> =>
    (await readRealmPage(at)) !== undefined;
