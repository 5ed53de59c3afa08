import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { forAny, toProfile } from "../../provider/eleveo/profile";
import { readWhole } from "../../provider/eleveo/profileCalls";
import type { ClientRepresentation } from "../../provider/eleveo/types";
import type { RealmStack } from "./fixture";

/** Captures the client that somebody created by hand; returns the folder of the profile. */
export async function capture({ admin, api, settings, folder }: RealmStack): Promise<string> {
    const [found] = await admin.get<ClientRepresentation[]>("/clients?clientId=ucce-user-pusher-app");
    const profile = toProfile(await readWhole(api, found as ClientRepresentation, "all"), settings.realm);
    const profiles = join(folder, "profiles");
    await mkdir(profiles, { recursive: true });
    await writeFile(join(profiles, "user-import.json"), JSON.stringify(forAny(profile, "ucce-user-pusher-app")));
    return profiles;
}
