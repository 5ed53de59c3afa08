import type { ConfigSource } from "../../provider/core/configuration";
import type { Configurable, Connections } from "../../provider/core/connections";
import { didYouMean } from "../../provider/core/problem";
import { eleveo } from "../../provider/eleveo/api";
import { genesys } from "../../provider/genesys/api";
import { webex } from "../../provider/webex/settings";
import { UserError } from "../../provider/transport/errors";
import type { Check } from "./check";
import { eleveoChecks } from "./eleveo";
import { eleveoTarget } from "./eleveo/target";
import { genesysChecks } from "./genesys";
import { genesysTarget } from "./genesys/target";
import type { Target } from "./probe";
import { byId, type Part } from "./run";
import { webexChecks, webexTarget } from "./webex";

export type ProductName = "genesys" | "eleveo" | "imagicle" | "webex";

interface CheckedProduct {
    /** Keys. A configured stack has at least one of them. */
    keys: readonly [config: string, env: string];
    checks: readonly Check[];
    open(connections: Connections, writes: boolean): Promise<Target>;
}

const checked: Partial<Record<ProductName, CheckedProduct>> = {
    genesys: {
        keys: ["genesyscloud:region", "GENESYSCLOUD_REGION"],
        checks: genesysChecks,
        open: writing(genesys, "GENESYSCLOUD_READCLIENT_ID", genesysTarget),
    },
    eleveo: {
        keys: ["eleveo:url", "ELEVEO_URL"],
        checks: eleveoChecks,
        open: writing(eleveo, "ELEVEO_READCLIENT_ID", eleveoTarget),
    },
    webex: {
        keys: ["webex:accessToken", "WEBEX_ACCESS_TOKEN"],
        checks: webexChecks,
        open: (connections) => webexTarget(connections.settings(webex)),
    },
};

/** Every check, of all products. */
export const allChecks: readonly Check[] = Object.values(checked).flatMap(({ checks }) => checks);

/** The products to check: the requested ones, or all that are configured. */
export function configured(
    source: ConfigSource,
    env: NodeJS.ProcessEnv,
    asked: readonly ProductName[] | undefined,
): ProductName[] {
    for (const product of asked ?? [])
        if (checked[product] === undefined)
            throw new UserError(
                "CC6053",
                "Imagicle has no API, so nothing about it can be checked. Leave out --product imagicle",
            );
    if (asked !== undefined) return [...asked];
    const isConfigured = ([config, variable]: CheckedProduct["keys"]) => source.get(config) || env[variable];
    const found = Object.entries(checked).flatMap(([name, { keys }]) =>
        isConfigured(keys) ? [name as ProductName] : [],
    );
    if (found.length === 0)
        throw new UserError(
            "CC6054",
            "no product is configured. Use --stack. Or use --product, whose error names the missing settings",
        );
    return found;
}

/** The products with their checks: the requested ones, or all. */
export async function chosenParts(
    connections: Connections,
    products: readonly ProductName[],
    only: readonly string[] | undefined,
    writes: boolean,
): Promise<Part[]> {
    const chosen = new Set(only);
    for (const id of chosen) requireCheck(id);
    const parts: Part[] = [];
    for (const product of products) {
        const { checks, open } = checked[product] as CheckedProduct;
        const own = checks.filter(({ id }) => only === undefined || chosen.has(id));
        if (own.length > 0) parts.push({ target: await open(connections, writes), checks: own });
    }
    if (parts.length === 0)
        throw new UserError(
            "CC6055",
            `--only ${[...chosen].join(", ")}: the product is not configured. Use --stack or --product`,
        );
    return parts;
}

function requireCheck(id: string): void {
    if (allChecks.some((check) => check.id === id)) return;
    const assumption = byId.get(id);
    if (assumption?.noCheck !== undefined)
        throw new UserError("CC6056", `--only ${id}: this assumption cannot be checked: ${assumption.noCheck}`);
    throw new UserError(
        "CC6057",
        `--only ${id}: unknown assumption${didYouMean(
            id,
            allChecks.map((one) => one.id),
        )}`,
    );
}

/** Opens a product in which checks may create objects. A read-only client, set by a variable, cannot do that. */
function writing<Settings extends { reader?: object | undefined }>(
    product: Configurable<Settings>,
    readVariable: string,
    target: (settings: Settings) => Promise<Target>,
): CheckedProduct["open"] {
    return async (connections, writes) => {
        const settings = connections.settings(product);
        if (writes && settings.reader !== undefined)
            throw new UserError(
                "CC6058",
                `--write needs a client that may create objects. Unset ${readVariable} for this command`,
            );
        return target(settings);
    };
}
