import { genesys, integrationArguments } from "./genesys";
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
    const { clientSecrets } = new Integration(${integrationArguments("divisions")});
    clientSecrets.apply((secrets) => require("node:fs").writeFileSync(process.env.SECRETS_FILE, JSON.stringify(secrets)));
    return { clientSecrets };
};`;

export const native: World = {
    ...genesys,
    title: "eMite on Genesys Cloud, by the native plugin",
    program,
    native: true,
};
