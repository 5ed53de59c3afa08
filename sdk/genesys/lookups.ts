import { answer, connections, type LookupOptions } from "../lookup";
import type { Caller, DirectoryUser, Division, Named, OrganizationInfo } from "./types";

/** Loads the provider on first use, so that a program without lookups loads no HTTP client. */
const genesys = connections((source) =>
    (require("../../provider/lookups") as typeof import("../../provider/lookups")).genesysLookups(source),
);

const token = (name: string) => `contactcenter:genesys:${name}`;
const home: Division = { id: "home-division-id", name: "Home", home: true };
const named = (name: string): Named => ({ id: `${name}-id`, name });

// Lookups run at preview too. Each runs once per program and connection. An object that does not exist is an error.

/** The organization of the credentials. Needs no permission. */
export const organization = ({ provider }: LookupOptions = {}): Promise<OrganizationInfo> =>
    answer(
        token("organization"),
        { provider },
        { ...named("Mocked"), shortName: "mocked", region: "eu-west-1" },
        async () => (await genesys(provider)).organization(),
    );

/** The OAuth client of the credentials. Makes no request. */
export const caller = ({ provider }: LookupOptions = {}): Promise<Caller> =>
    answer(token("caller"), { provider }, { id: "caller-id", oauthClient: "caller-id" }, async () =>
        (await genesys(provider)).caller(),
    );

/** Every division of the organization. Needs no permission, but returns only divisions that the caller may see. */
export const divisions = ({ provider }: LookupOptions = {}): Promise<Division[]> =>
    answer(token("divisions"), { provider }, [home], async () => (await genesys(provider)).divisions());

/** The division with the given name, regardless of case. */
export const division = (name: string, { provider }: LookupOptions = {}): Promise<Division> =>
    answer(token("division"), { name, provider }, { ...named(name), home: false }, async () =>
        (await genesys(provider)).division(name),
    );

/** The home division. Needs no permission. */
export const homeDivision = ({ provider }: LookupOptions = {}): Promise<Division> =>
    answer(token("homeDivision"), { provider }, home, async () => (await genesys(provider)).homeDivision());

/** The user with the given e-mail address. Needs `directory:user:view`. */
export const user = (email: string, { provider }: LookupOptions = {}): Promise<DirectoryUser> =>
    answer(
        token("user"),
        { email, provider },
        { ...named(email), email: email.toLowerCase(), active: true, divisionId: home.id },
        async () => (await genesys(provider)).user(email),
    );

/** The role with the given name. Needs `authorization:role:view`. */
export const role = (name: string, { provider }: LookupOptions = {}): Promise<Named> =>
    answer(token("role"), { name, provider }, named(name), async () => (await genesys(provider)).role(name));

/** The group with the given name. Needs no permission. */
export const group = (name: string, { provider }: LookupOptions = {}): Promise<Named> =>
    answer(token("group"), { name, provider }, named(name), async () => (await genesys(provider)).group(name));

/** Every permission that the organization has, as `domain:entity:action`. Needs no permission. */
export const permissions = ({ provider }: LookupOptions = {}): Promise<string[]> =>
    answer<string[]>(token("permissions"), { provider }, [], async () => (await genesys(provider)).permissions());

/** The same for components of this library; none if the organization does not list them. */
export const toldPermissions = ({ provider }: LookupOptions = {}): Promise<string[]> =>
    answer<string[]>(
        token("permissions"),
        { provider },
        [],
        async () => (await (await genesys(provider)).toldPermissions()) ?? [],
    );
