import { genesys } from "./genesys";
import type { World } from "./world";

/** The same as the program on dynamic resources, with the component and the lookup of the plugin. */
const program = `
const pulumi = require("@pulumi/pulumi");
const second = process.env.PROGRAM_VERSION === "2";
class Integration extends pulumi.ComponentResource {
    constructor(args) {
        super("contactcenter:emite:Integration", "emite", { ...args, clientSecrets: undefined }, {}, true);
    }
}
module.exports = async () => {
    const { items: divisions } = await pulumi.runtime.invoke("contactcenter:genesys:getDivisions", {});
    const { clientSecrets } = new Integration({
        wfm: !second,
        licences: { divisions },
        rotation: second ? "2" : "1",
        tokenLifetimeSeconds: second ? 3600 : 86400,
        names: second ? { role: "eMite Data" } : {},
        descriptions: second ? { accessGroup: "changed", app: "changed" } : {},
        members: {
            access: second ? ["anna.smith@acme.example"] : ["anna.smith@acme.example", "ben.smith@acme.example"],
            dashboardViewers: second ? ["ben.smith@acme.example"] : ["anna.smith@acme.example"],
        },
    });
    clientSecrets.apply((secrets) => require("node:fs").writeFileSync(process.env.SECRETS_FILE, JSON.stringify(secrets)));
    return { clientSecrets };
};`;

export const native: World = {
    ...genesys,
    title: "eMite on Genesys Cloud, by the native plugin",
    program,
    native: true,
};
