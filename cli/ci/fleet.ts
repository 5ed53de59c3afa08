import { basename, join } from "node:path";
import { readFleet } from "../fleet/fleetFile";
import { readProject } from "../fleet/project";
import type { PlacedTenant } from "./changed";

/** What every command of a pipeline reads, in the folder in which it runs. */
export const fleetFile = "fleet.yaml";

/** The fleet's tenants with their files, canaries first. */
export async function placedFleet(): Promise<PlacedTenant[]> {
    const tenants = await readFleet(fleetFile);
    const placed = await Promise.all(
        tenants.map(async (tenant) => {
            const project = await readProject(tenant.folder);
            // Of a stack with its organisation, `acme/prod`, Pulumi's file has the last part.
            const name = `Pulumi.${basename(tenant.stack)}${project?.extension ?? ".yaml"}`;
            return { ...tenant, stackFile: join(project?.stackFolder ?? tenant.folder, name) };
        }),
    );
    return [...placed.filter(({ canary }) => canary), ...placed.filter(({ canary }) => !canary)];
}
