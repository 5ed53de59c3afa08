import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { genesys } from "pulumi-contact-center";

/**
 * An OAuth client whose secret is renewed once per quarter. The first `pulumi up` of a quarter sees a new keeper and
 * creates a new random value, and that renews the secret. The old secret stops working at once, so its users must read
 * the new one from the stack's output.
 *
 *   rotation:quarter   the keeper, for example 2026Q4; by default the quarter of today
 */
const config = new pulumi.Config("rotation");
const today = new Date();
const quarter = config.get("quarter") ?? `${today.getUTCFullYear()}Q${Math.floor(today.getUTCMonth() / 3) + 1}`;

const rotation = new random.RandomId("rotation", { byteLength: 8, keepers: { quarter } });

const role = new genesys.Role("reporting", {
    name: "Reporting",
    permissions: ["analytics:conversationDetail:view", "routing:queue:view"],
});
const caller = new genesys.RoleAssignment("caller", {
    role,
    divisions: ["*"],
    subjects: [genesys.caller()],
});
const client = new genesys.OAuthClient(
    "reporting",
    { name: "Reporting", roles: [{ role, divisions: ["*"] }], rotation: rotation.hex },
    { dependsOn: [caller] },
);

export const clientId = client.clientId;
export const clientSecret = client.clientSecret;
