/** Where an Eleveo User Management is. */
export interface EleveoServer {
    url: string;
    /** Path of Keycloak on the server: empty, or with a leading slash and none at the end. */
    contextPath: string;
    realm: string;
}
