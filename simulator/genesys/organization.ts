import { nothing, page } from "../paging";
import { route } from "../route";

export const organizationRoutes = [
    route("GET", "/api/v2/organizations/me", { query: nothing }, ({ tenant: { organization } }) => ({
        id: organization.id,
        name: organization.name,
        thirdPartyOrgName: organization.shortName,
        domain: `${organization.shortName}.example`,
        defaultLanguage: "en-US",
        defaultCountryCode: "DE",
        state: "active",
        productPlatform: "PureCloud",
        features: {},
        version: 1,
        selfUri: "/api/v2/organizations/me",
    })),
    route("GET", "/api/v2/authorization/products", { query: nothing }, () => ({
        ...page([{ id: "collaborateFree" }, { id: "purecloud3" }, { id: "emite" }], { pageSize: 25, pageNumber: 1 }),
    })),
];
