import { expect } from "chai";
import { projectOf } from "../../../cli/adopt/generate/project";
import { survey } from "../../../operations/adopt/survey";
import { Connections } from "../../../provider/core/connections";
import { startSimulator } from "../../../simulator";
import { addOddities, refusedOddities } from "../../oddities";
import { settingsFor } from "../../../tools/emiteTenant";

describe("a program for a tenant with every oddity", () => {
    it("leaves out what the library refuses or would change, and names each with the reason", async () => {
        const sim = await startSimulator();
        try {
            addOddities(sim);
            const settings = settingsFor(sim);
            const found = await survey(new Connections({ get: (key) => settings[key] }, {}));
            const options = { stack: "test", config: {}, versions: { own: "1", pulumi: "3" } };
            const { files, leftOut: refused } = projectOf({ survey: found, objects: found.objects, ...options });
            const leftOut = [...found.leftOut.filter((words) => !words.includes("the calling client")), ...refused];
            const said = leftOut.join("\n");
            expect(leftOut, said).to.have.length(refusedOddities.length);
            for (const words of refusedOddities) expect(said).to.match(words);
            const program = files["index.ts"] ?? "";
            for (const name of ["Restricted", "Local", "Implicit", "Reachable"])
                expect(program).to.include(`name: "${name}"`);
            expect(program)
                .to.include('allowedIpAddresses: ["2001:db8::1", "203.0.113.0/24"]')
                .and.include('permissions: ["quality:*:view", "retired:thing:*", "routing:wrapupCode:*"]')
                .and.include('dateToDelete: "2099-01-31T00:00:00.000Z"')
                .and.not.include("On its way out");
            const own = leftOut.filter((words) => !words.startsWith("genesys.RoleAssignment"));
            for (const words of own) expect(program).not.to.include(`name: ${/"(.*?)"/.exec(words)?.[0]}`);
        } finally {
            await sim.stop();
        }
    });
});
