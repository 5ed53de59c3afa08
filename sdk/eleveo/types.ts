/** The location of an Eleveo User Management. */
export interface EleveoServer {
    url: string;
    /** Path of Keycloak on the server: either empty, or with a leading slash and no trailing slash. */
    contextPath: string;
    realm: string;
}
