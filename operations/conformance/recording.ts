import { isRecord } from "../../provider/core/json";
import { Anonymizer } from "./anonymize";
import { fieldsOf, itemsOf, type RawAnswer } from "./answer";

/** Headers that describe the product. All others may describe a network. */
const headers = /^(content-type|retry-after|location|link|inin-(correlation-id|ratelimit-\w+))$/;

interface Recorded {
    product: string;
    answer: RawAnswer;
    request: unknown;
}

/** The answers of a run, to be sent to others. Everything that the tenant has chosen is replaced. */
export class Recording {
    readonly #recorded: Recorded[] = [];

    readonly add = (product: string, answer: RawAnswer, request: unknown): void => {
        this.#recorded.push({ product, answer: shortened(answer), request });
    };

    get size(): number {
        return this.#recorded.length;
    }

    /** A file for each product, by its name. */
    files(): Record<string, string> {
        const anonymizer = new Anonymizer(catalogueIn(this.#recorded));
        const products = [...new Set(this.#recorded.map(({ product }) => product))];
        const files = products.map((product) => {
            const own = this.#recorded.filter((one) => one.product === product);
            const name = `${product.toLowerCase().replace(/\W+/g, "-")}.json`;
            return [
                name,
                `${JSON.stringify(
                    own.map((one) => shown(anonymizer, one)),
                    undefined,
                    1,
                )}\n`,
            ];
        });
        return Object.fromEntries(files) as Record<string, string>;
    }
}

function shown(anonymizer: Anonymizer, { answer, request }: Recorded) {
    const { method, path, status, body } = answer;
    const told = Object.entries(answer.headers).filter(([name]) => headers.test(name));
    return {
        method,
        path: anonymizer.path(path),
        ...(request === undefined ? {} : { request: anonymizer.value(request) }),
        status,
        headers: Object.fromEntries(
            told.map(([name, value]) => [name, anonymizer.value(name === "location" ? lastPart(value) : value, name)]),
        ),
        ...(body === undefined ? {} : { body: anonymizer.value(body) }),
    };
}

/** An address ends with the new object's id. */
const lastPart = (value: unknown): unknown => (typeof value === "string" ? value.split("/").at(-1) : value);

/** From a server's description of itself, keeps only the fields that the checks use. */
function shortened(answer: RawAnswer): RawAnswer {
    if (!answer.path.endsWith("/serverinfo") || !isRecord(answer.body)) return answer;
    const { identityProviders } = answer.body;
    return { ...answer, body: { identityProviders } };
}

/**
 * Words of the vendor's own lists, from the calls that return them: permissions, scopes, types, services of the log.
 */
function catalogueIn(recorded: readonly Recorded[]): ReadonlySet<string> {
    const found = new Set<string>();
    const add = (...values: unknown[]) => {
        for (const value of values) if (typeof value === "string" && /^[\w:.-]{2,60}$/.test(value)) found.add(value);
    };
    for (const { answer } of recorded.filter(({ answer: { status } }) => status === 200)) {
        const [path = ""] = answer.path.split("?");
        const body = fieldsOf(answer.body);
        const entities = itemsOf(body["entities"]);
        if (path === "/oauth/scopes" || path === "/integrations/types") add(...entities.map(({ id }) => id));
        if (path === "/authorization/permissions")
            for (const entry of entities
                .flatMap(({ permissionMap }) => Object.values(fieldsOf(permissionMap)))
                .flatMap(itemsOf))
                add(entry["domain"], entry["entityType"], entry["action"]);
        if (path.endsWith("/servicemapping"))
            for (const service of itemsOf(body["services"]))
                add(
                    service["name"],
                    ...itemsOf(service["entities"]).flatMap(({ name, actions }) => [
                        name,
                        ...(Array.isArray(actions) ? actions : []),
                    ]),
                );
        if (path.endsWith("/serverinfo")) add(...itemsOf(body["identityProviders"]).map(({ id }) => id));
    }
    return found;
}
