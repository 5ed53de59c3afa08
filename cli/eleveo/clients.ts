import { eleveo } from "../../provider/eleveo/api";
import { providerClient } from "../../provider/eleveo/providerClient";
import { connectionsOf, openStack } from "../../engine/stack";
import { print, printData } from "../print";
import { printable } from "../../provider/transport/foreignText";

/** `contact-center eleveo clients` */
export async function clients({ stack, json }: { stack?: string; json?: boolean }): Promise<void> {
    const found: { name: string; madeBy?: string }[] = [];
    for await (const { name, madeBy } of providerClient.list(connectionsOf(await openStack(stack)).to(eleveo)))
        found.push({ name, ...(madeBy ? { madeBy } : {}) });
    found.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (json) printData(JSON.stringify(found));
    else for (const { name, madeBy } of found) print(printable(madeBy ? `${name}  made by ${madeBy}` : name));
}
