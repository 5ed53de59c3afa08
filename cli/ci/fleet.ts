import { readFleet } from "../fleet/fleetFile";
import { projectsOf, stackFile } from "../fleet/project";
import type { PlacedTenant } from "./changed";

/** The input of every pipeline command, from the folder in which it runs. */
export const fleetFile = "fleet.yaml";

/** The fleet's tenants with their files, canaries first. */
export async function placedFleet(file = fleetFile): Promise<PlacedTenant[]> {
    const tenants = await readFleet(file);
    const projects = await projectsOf(tenants);
    const placed = tenants.map((tenant) => {
        // A folder that is not a project is reported when it is opened.
        const project = projects.get(tenant.folder) ?? { stackFolder: tenant.folder, extension: ".yaml" };
        return { ...tenant, stackFile: stackFile(project, tenant.stack) };
    });
    return [...placed.filter(({ canary }) => canary), ...placed.filter(({ canary }) => !canary)];
}
