import { type ConfigSource, misconfigured, missingKeys, readKeys } from "./configuration";
import { connectEleveo, type EleveoApi } from "../eleveo/api";
import { type EleveoSettings, eleveoSettings } from "../eleveo/settings";
import { connectGenesys, type GenesysApi } from "../genesys/api";
import { type Operation, timeoutOf } from "./timeouts";
import { type GenesysSettings, genesysSettings } from "../genesys/settings";

/** The products that one stack's configuration leads to, each connected on first use and once. */
export class Connections {
    #genesys: GenesysApi | undefined;
    #eleveo: EleveoApi | undefined;

    constructor(
        private readonly source: ConfigSource,
        private readonly env: NodeJS.ProcessEnv = process.env,
    ) {}

    /** Throws a {@link UserError} that lists every missing or wrong key. Makes no request. */
    genesysSettings(): GenesysSettings {
        return genesysSettings(this.source, this.env);
    }

    genesys(): GenesysApi {
        this.#genesys ??= connectGenesys(this.genesysSettings());
        return this.#genesys;
    }

    /** Throws a {@link UserError} that lists every missing or wrong key. Makes no request. */
    eleveoSettings(): EleveoSettings {
        return eleveoSettings(this.source, this.env);
    }

    eleveo(): EleveoApi {
        this.#eleveo ??= connectEleveo(this.eleveoSettings());
        return this.#eleveo;
    }

    /** Requests that were sent to all products, those for tokens apart. */
    get requests(): number {
        return (this.#genesys?.requests ?? 0) + (this.#eleveo?.requests ?? 0);
    }

    /** Seconds that an operation may take. Throws a {@link UserError} where the configuration is wrong. */
    timeout(operation: Operation): number {
        return timeoutOf(operation, this.source);
    }

    /** Whether previews do without look-ups. */
    offlinePreview(): boolean {
        return this.source.get("contactcenter:offlinePreview") === "true";
    }

    /** Access token of a Webex organisation. Throws a {@link UserError} where there is none. */
    webexToken(): string {
        const { token } = readKeys(webexKeys, this.source, this.env);
        if (token === undefined) throw misconfigured("Webex", missingKeys(webexKeys, {}, this.source));
        return token;
    }
}

const webexKeys = { token: { config: "webex:accessToken", env: "WEBEX_ACCESS_TOKEN", secret: true } };
