import { domainToASCII } from "node:url";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";
import { invisibleIn, trimmed, visible } from "./characters";

type Check<Options = undefined> = (text: string, options?: Options) => boolean;
// oxlint-disable-next-line no-require-imports -- its types are another package, which knows these three by more options
const load = <T>(name: string): T => (require(`validator/lib/${name}`) as { default: T }).default;
const isEmail = load<Check>("isEmail");
const isDomain = load<Check>("isFQDN");
export const isCountry = load<Check>("isISO31661Alpha2");

/** RFC 5321, 4.5.3.1.1. */
const longestLocal = 64;

/** A valid value, or why it is invalid. */
export type Judged = { value: string } | { reason: string };

/** An e-mail domain in canonical form: ASCII, lower case, without a leading `@` and without a trailing dot. */
export function domainOf(text: string): Judged {
    const name = trimmed(text).replace(/^@/, "").replace(/\.$/, "").toLowerCase();
    const hidden = invisibleIn(name);
    if (hidden !== undefined)
        return { reason: coded("CC5001", `must be a domain such as acme.com, without ${hidden}`) };
    const reason = coded("CC5002", `must be a domain such as acme.com; it is ${JSON.stringify(text)}`);
    const domain = isDomain(name) ? domainToASCII(name) : "";
    return isDomain(domain) ? { value: domain } : { reason };
}

/** The domains of a conversion, in canonical form. */
export interface Domains {
    to: string;
    from: ReadonlySet<string>;
}

/** Throws for all invalid domains. */
export function domainsOf(domain: string, fromDomains: readonly string[]): Domains {
    const problems: string[] = [];
    const one = (text: string): string => {
        const judged = domainOf(text);
        if ("value" in judged) return judged.value;
        problems.push(`domain ${JSON.stringify(visible(text))}: ${judged.reason}`);
        return text;
    };
    const domains = { to: one(domain), from: new Set(fromDomains.map(one)) };
    if (problems.length > 0) throw new UserError(undefined, problems.join("\n"));
    return domains;
}

/** What is wrong with an address. */
export interface AddressProblem {
    kind: "address" | "domain" | "invisible";
    reason: string;
}

/** Addresses of the new domain: unchanged, or moved to it. */
export class AddressMover {
    /** By the domains as written, because an export has few of them. */
    readonly #known = new Map<string, string>();

    constructor(private readonly domains: Domains) {}

    /** An address of the new domain, or why it cannot be. */
    moved(address: string): { address: string } | AddressProblem {
        const problem = addressProblem(address);
        if (problem !== undefined) return problem;
        const at = address.lastIndexOf("@");
        const domain = this.#domain(address.slice(at + 1));
        const { to, from } = this.domains;
        if (domain === to) return { address };
        if (from.has(domain)) return { address: `${address.slice(0, at)}@${to}` };
        return {
            kind: "domain",
            reason: `has the domain ${visible(domain)}, which is not one of the domains to change to ${to}`,
        };
    }

    /** The same for two addresses of one account. */
    key(address: string): string {
        const at = address.lastIndexOf("@");
        return `${address.slice(0, at).normalize("NFC").toLowerCase()}@${this.#domain(address.slice(at + 1))}`;
    }

    #domain(written: string): string {
        const known = this.#known.get(written);
        if (known !== undefined) return known;
        const judged = domainOf(written);
        const domain = "value" in judged ? judged.value : written.toLowerCase();
        // An export in another form might have a different domain for each user.
        if (this.#known.size < 1_000) this.#known.set(written, domain);
        return domain;
    }
}

/**
 * A subset of what {@link isEmail} accepts, checked in a tenth of the time, because an export may have a million
 * addresses.
 */
const ordinary = /^[a-z0-9]+([._+-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,24}$/i;

export const isOrdinary = (address: string): boolean => address.length <= longestLocal && ordinary.test(address);

function addressProblem(address: string): AddressProblem | undefined {
    if (isOrdinary(address)) return undefined;
    const hidden = invisibleIn(address);
    if (hidden !== undefined)
        return { kind: "invisible", reason: `contains the invisible character ${hidden}. Delete it` };
    if (isEmail(address)) return undefined;
    const reason = "must be an e-mail address";
    if (/^mailto:/i.test(address)) return { kind: "address", reason: `${reason}, without "mailto:"` };
    const local = Buffer.byteLength(address.slice(0, Math.max(0, address.lastIndexOf("@"))));
    const long =
        local > longestLocal ? `; it has ${local} bytes before the @, and at most ${longestLocal} are allowed` : "";
    return { kind: "address", reason: reason + long };
}
