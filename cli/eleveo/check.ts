import { Connections } from "../../provider/core/connections";
import { eleveo } from "../../provider/eleveo/api";
import { checkSecret } from "../../provider/eleveo/secret";
import { requireStack } from "../../engine/stack";
import { print } from "../print";

/** `contact-center eleveo check` */
export async function check(options: { stack?: string; client: string }): Promise<void> {
    const stack = await requireStack(options.stack);
    const all = (await stack.resources()).filter(({ type }) => type === "pulumi-nodejs:dynamic/eleveo:ProviderClient");
    const found = all.find(
        ({ urn, outputs }) => outputs?.["name"] === options.client || urn.endsWith(`::${options.client}`),
    );
    if (found === undefined) {
        const names = all.map(({ outputs }) => JSON.stringify(outputs?.["name"])).join(", ");
        throw new Error(
            `the stack ${stack.name} has no provider client "${options.client}"; it has ${names || "none"}`,
        );
    }
    const { clientId, clientSecret } = found.outputs ?? {};
    if (typeof clientSecret !== "string")
        throw new Error(`the stack ${stack.name} holds no secret of "${options.client}"; run \`pulumi refresh\``);
    const settings = new Connections(stack.config).settings(eleveo);
    const refusal = await checkSecret(settings, String(clientId), clientSecret);
    print(
        refusal === undefined
            ? `${String(clientId)} works: it obtained a token of the realm ${settings.realm}`
            : `${String(clientId)} does not work: ${refusal}`,
    );
    if (refusal !== undefined) process.exitCode = 1;
}
