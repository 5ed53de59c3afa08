import { endChildren } from "../children";
import { allVersions, keycloakVersions, missingForKeycloak, startKeycloak } from "./index";
import { makeTenant } from "./tenant";

/** `npm run keycloak [-- version]`: a Keycloak with a realm that looks like an Eleveo tenant, until Ctrl-C. */
async function main(): Promise<void> {
    const [wanted = keycloakVersions[0]] = process.argv.slice(2);
    const version = allVersions.find((one) => one === wanted);
    if (version === undefined) throw new Error(`no Keycloak "${wanted}" here; there are ${allVersions.join(", ")}`);
    const missing = missingForKeycloak();
    if (missing !== undefined) throw new Error(`Keycloak cannot run here: ${missing}`);
    console.log(`Starting Keycloak ${version} (half a minute on an idle machine).`);
    const keycloak = await startKeycloak(version, (line) => console.log(line));
    const { url, admin } = keycloak;
    const { realm, caller } = await makeTenant(keycloak, "acme");
    // The credentials belong to this run and are worth nothing elsewhere, so they are printed.
    console.log(`Keycloak ${version} is at ${url}/auth/admin (user ${admin.user}, password ${admin.password}).
The realm "${realm}" looks like an Eleveo tenant. Point a stack at it:
  pulumi config set eleveo:url ${url}
  pulumi config set eleveo:realm ${realm}
  pulumi config set eleveo:clientId ${caller.clientId}
  pulumi config set --secret eleveo:clientSecret ${caller.clientSecret}
Press Ctrl-C to stop it.`);
    await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
    });
    await keycloak.stop();
}

main().catch(async (error: Error) => {
    console.error(error.message);
    await endChildren();
    process.exit(1);
});
