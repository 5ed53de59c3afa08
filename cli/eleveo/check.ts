import { providersInState, settledConnections } from "../../engine/providers";
import { eleveo } from "../../provider/eleveo/api";
import { checkSecret } from "../../provider/eleveo/secret";
import { requireStack } from "../../engine/stack";
import { tokenOf } from "../../provider/resources";
import { print } from "../print";
import { UserError } from "../../provider/transport/errors";

/** `contact-center eleveo check` */
export async function check(options: { stack?: string; client: string }): Promise<void> {
    const stack = await requireStack(options.stack);
    const resources = await stack.resources();
    const all = resources.filter(({ type }) => tokenOf(type) === "eleveo:ProviderClient");
    const found = all.find(
        ({ urn, outputs }) => outputs?.["name"] === options.client || urn.endsWith(`::${options.client}`),
    );
    if (found === undefined) {
        const names = all
            .map(({ outputs }) => JSON.stringify(outputs?.["name"]))
            .sort()
            .join(", ");
        throw new UserError(
            "CC7022",
            `the stack ${stack.name} has no provider client "${options.client}". Its provider clients: ${names || "none"}`,
        );
    }
    const { clientId, clientSecret } = found.outputs ?? {};
    if (typeof clientSecret !== "string")
        throw new UserError(
            "CC7023",
            `the stack ${stack.name} does not have the secret of "${options.client}". Run \`pulumi refresh\``,
        );
    const providerOf = providersInState(resources, stack.config);
    const settings = settledConnections(providerOf(found.provider)).settings(eleveo);
    const refusal = await checkSecret(settings, String(clientId), clientSecret);
    print(
        refusal === undefined
            ? `${String(clientId)} works: it obtained a token of the realm ${settings.realm}`
            : `${String(clientId)} does not work: ${refusal}`,
    );
    if (refusal !== undefined) process.exitCode = 1;
}
