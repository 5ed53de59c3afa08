import { type Consequences, secretRenewed } from "../core/consequences";
import type { OAuthClientInputs } from "./oauthClientBody";

/** What people and systems lose by a change of an OAuth client. */
export const consequences: Consequences<keyof OAuthClientInputs & string> = {
    changed: { rotation: secretRenewed },
    removed: {
        roles: ["role is taken from it", "roles are taken from it"],
        scopes: ["scope is taken from it", "scopes are taken from it"],
        redirectUris: ["address to which it no longer sends logins", "addresses to which it no longer sends logins"],
    },
    deleted: "everything that logs in with it stops working",
    adopted: secretRenewed,
};
