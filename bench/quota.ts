import { GenesysApi } from "../provider/genesys/api";
import { type Simulator, startSimulator } from "../simulator";
import { markdownTable } from "../tools/table";
import { percent, whole } from "./report";

/** How creates went under a quota. */
export interface QuotaCase {
    case: string;
    /** Those that were carried out. */
    requests: number;
    /** Part of what the tenant would have carried out in that time. */
    sharePercent: number;
    /** Part of the answers that were 429. */
    refusedPercent: number;
    /** By the tenant's clock. */
    seconds: number;
}

const quota = 300;
const fallen = 60;
const creates = 1_000;
const minute = 60_000;
/** How much faster the tenant's clock runs, and with it the limiter's. */
const speed = 10;
/** Creates that a program has in flight: the engine's on eight cores. */
const atOnce = 32;

/** A thousand roles under the quota: alone, next to another process, with a quota that drops, and with two clients. */
export async function quotaCases(): Promise<QuotaCase[]> {
    return [...(await alone()), ...(await together()), ...(await falling()), ...(await twoClients())];
}

const alone = () =>
    withTenant(async (sim) => {
        await make(connect(sim), creates);
        return [measured("alone", sim)];
    });

const together = () =>
    withTenant(async (sim) => {
        let others = 0;
        let done = false;
        const other = make(connect(sim), Number.POSITIVE_INFINITY, () => {
            others++;
            return done;
        });
        await make(connect(sim), creates).finally(() => (done = true));
        const both = measured("beside a second process, both together", sim);
        await other;
        const part = (100 * others) / (others + creates);
        return [
            both,
            {
                ...both,
                case: "of that, the second process",
                requests: others,
                sharePercent: (both.sharePercent * part) / 100,
            },
        ];
    });

const falling = () =>
    withTenant(async (sim) => {
        const api = connect(sim);
        await make(api, creates / 2);
        const before = times(sim, 200);
        sim.settings.requestsPerMinute = fallen;
        sim.clearRequests();
        await make(api, creates / 2);
        // Everything is refused until the last minute holds fewer requests than the new quota.
        const closed = (before.at(-fallen) ?? 0) + minute - (before.at(-1) ?? 0);
        return [measured(`after the quota has fallen to ${fallen}`, sim, fallen, closed)];
    });

const twoClients = () =>
    withTenant(async (sim) => {
        await make(connect(sim, [sim.addClient("Second pipeline")]), creates);
        return [measured("with two OAuth clients", sim, 2 * quota)];
    });

async function withTenant<T>(work: (sim: Simulator) => Promise<T>): Promise<T> {
    const sim = await startSimulator({ requestsPerMinute: quota, clock: () => performance.now() * speed });
    try {
        return await work(sim);
    } finally {
        await sim.stop();
    }
}

/** A connection with its own limiter, as another process would have. */
function connect(sim: Simulator, furtherClients: Simulator["credentials"][] = []): GenesysApi {
    return new GenesysApi(
        {
            region: "eu-west-1",
            ...sim.credentials,
            furtherClients,
            apiBase: sim.url,
            loginBase: `${sim.url}/login`,
            requestsPerMinute: quota,
        },
        minute / speed,
    );
}

let names = 0;

async function make(api: GenesysApi, count: number, ended: () => boolean = () => false): Promise<void> {
    // The vendor's SDK is loaded on first use, which takes seconds of a fast clock.
    const { authorization } = api.vendor;
    let left = count;
    const worker = async () => {
        for (let done = false; left > 0 && !done; done = ended()) {
            left--;
            await authorization.postAuthorizationRoles({ name: `Role ${++names}`, permissionPolicies: [] });
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
}

const creations = (sim: Simulator) => sim.calls("POST /api/v2/authorization/roles");
const times = (sim: Simulator, status: number) =>
    creations(sim)
        .filter((request) => request.status === status)
        .map(({ at }) => at);

/** @param closed - milliseconds in which the tenant could not have carried out anything */
function measured(name: string, sim: Simulator, perMinute = quota, closed = 0): QuotaCase {
    const all = creations(sim).map(({ at }) => at);
    const milliseconds = Math.max(...all) - Math.min(...all);
    const requests = times(sim, 200).length;
    return {
        case: name,
        requests,
        sharePercent: (100 * requests) / ((perMinute * (milliseconds - closed)) / minute),
        refusedPercent: (100 * (all.length - requests)) / all.length,
        seconds: milliseconds / 1_000,
    };
}

export const quotaTable = (found: readonly QuotaCase[]): string =>
    markdownTable(
        ["case", "carried out", "quota used", "answered 429", "seconds"],
        found.map(({ case: name, requests, sharePercent, refusedPercent, seconds }) => [
            name,
            String(requests),
            percent(sharePercent),
            percent(refusedPercent),
            whole(seconds),
        ]),
    );

async function print(): Promise<void> {
    console.log(`${creates} role creates, ${quota} requests a minute, a clock that runs ${speed} times faster:\n`);
    console.log(quotaTable(await quotaCases()));
}

if (require.main === module) void print();
