/** A division of a Genesys Cloud organization. */
export interface Division {
    id: string;
    name: string;
    /** Whether it is the home division, which every organization has. */
    home: boolean;
}

/** A person in the directory of a Genesys Cloud organization. */
export interface DirectoryUser {
    id: string;
    name: string;
    /** In lower case. */
    email: string;
    active: boolean;
    /** The division of the user. */
    divisionId: string;
}

/** The owner of the configured credentials. It is also a subject of a role assignment. */
export interface Caller {
    /** The id of the OAuth client. */
    id: string;
    /** The same id, under the name that a subject uses. */
    oauthClient: string;
}

/** A Genesys Cloud organization. */
export interface OrganizationInfo {
    id: string;
    name: string;
    /** The short name: lower case, unique in all of Genesys Cloud, never changes. */
    shortName: string;
    /** AWS name of the region that the connection is configured for, e.g. `eu-west-1`. */
    region: string;
}

/** An object that was looked up by its name. */
export interface Named {
    id: string;
    name: string;
}
