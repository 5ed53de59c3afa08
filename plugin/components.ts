import provider from "@pulumi/pulumi/proto/provider_pb";
import type * as pulumi from "@pulumi/pulumi";
import { DependencyProviderResource, DependencyResource, rootStackResource } from "@pulumi/pulumi/resource";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import { serializeResourceProperties } from "@pulumi/pulumi/runtime/rpc";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { plainError } from "../provider/core/describe";
import type { Instance } from "../provider/runtime/instance";
import * as sdk from "../sdk";
import { inPlugin } from "../sdk/native";
import { ofPulumi } from "./grpc";
import { message, toStruct } from "./protocol";
import { isComponent, propertiesOf, version } from "./schema";

type Bag = Record<string, unknown>;
type Component = new (name: string, args: never, opts: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

/** What Pulumi's SDK does not declare of the parts that serve its own component providers. */
const { deserializeInputs } = ofPulumi("../provider/server") as {
    deserializeInputs(inputs: unknown, dependencies: unknown): Promise<Bag>;
};
const { withLocalStorage } = ofPulumi("../runtime/state") as { withLocalStorage<T>(work: () => T): T };
const { awaitFeatureSupport, waitForRPCs } = settings as unknown as {
    awaitFeatureSupport(): Promise<void>;
    waitForRPCs(): Promise<void>;
};

/** The engine's call for a component: its resources are registered by this process. */
export async function construct(
    request: provider.ConstructRequest,
    from: Instance,
    engine: string,
): Promise<provider.ConstructResponse> {
    const type = request.getType();
    const [, module = "", name = ""] = type.split(":");
    const Type = (sdk as unknown as Record<string, Record<string, Component>>)[module]?.[name];
    if (Type === undefined || !isComponent(type))
        throw plainError("CC1501", `pulumi-contact-center has no component "${type}"`);
    const errors: string[] = [];
    const response = await withLocalStorage(async () => {
        await prepare(request, engine);
        return inPlugin({ source: from.connections, version, errors }, () => constructed(request, Type));
    });
    if (errors.length === 0) return response;
    throw plainError("CC1502", `the component "${request.getName()}" has errors:\n${errors.join("\n")}`);
}

/** Connects Pulumi's SDK to the engine, for this construction only. */
async function prepare(request: provider.ConstructRequest, engine: string): Promise<void> {
    settings.resetOptions(
        request.getProject(),
        request.getStack(),
        request.getParallel(),
        engine,
        request.getMonitorendpoint(),
        request.getDryrun(),
        request.getOrganization(),
    );
    await awaitFeatureSupport();
    setAllConfig(
        Object.fromEntries(request.getConfigMap().toArray() as [string, string][]),
        request.getConfigsecretkeysList(),
    );
}

async function constructed(request: provider.ConstructRequest, Type: Component): Promise<provider.ConstructResponse> {
    const args = await deserializeInputs(request.getInputs(), request.getInputdependenciesMap());
    const component = new Type(request.getName(), args as never, optionsOf(request));
    const own = component as unknown as Bag;
    const outputs = propertiesOf(request.getType()).filter((property) => own[property] !== undefined);
    const [state, dependencies] = await serializeResourceProperties(
        `construct(${request.getType()}, ${request.getName()})`,
        Object.fromEntries(outputs.map((property) => [property, own[property]])),
    );
    const fields = { urn: await promised(component.urn), state: toStruct(state) };
    const response = message(provider.ConstructResponse, fields);
    for (const [property, resources] of dependencies) {
        const urnsList = await Promise.all([...resources].map(({ urn }) => promised(urn)));
        const urns = message(provider.ConstructResponse.PropertyDependencies, { urnsList });
        response.getStatedependenciesMap().set(property, urns);
    }
    await waitForRPCs();
    return response;
}

const promised = (urn: pulumi.Output<string>): Promise<string> =>
    (urn as unknown as { promise(): Promise<string> }).promise();

/** The options that the program gave the component. */
function optionsOf(request: provider.ConstructRequest): pulumi.ComponentResourceOptions {
    const providers = (request.getProvidersMap().toArray() as [string, string][]).map(
        ([name, reference]) => [name, new DependencyProviderResource(reference)] as const,
    );
    return {
        aliases: request.getAliasesList().map((alias) => aliasOf(alias)),
        dependsOn: request.getDependenciesList().map((urn) => new DependencyResource(urn)),
        protect: request.getProtect() ?? false,
        providers: Object.fromEntries(providers),
        ...(request.getParent() ? { parent: new DependencyResource(request.getParent()) } : {}),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        retainOnDelete: request.getRetainondelete() ?? false,
        ...(request.getDeletedwith() ? { deletedWith: new DependencyResource(request.getDeletedwith()) } : {}),
    };
}

function aliasOf(alias: ReturnType<provider.ConstructRequest["getAliasesList"]>[number]): pulumi.Alias | string {
    const spec = alias.getSpec();
    if (spec === undefined) return alias.getUrn();
    return {
        ...(spec.getName() && { name: spec.getName() }),
        ...(spec.getProject() && { project: spec.getProject() }),
        ...(spec.getStack() && { stack: spec.getStack() }),
        ...(spec.getParenturn() && { parent: spec.getParenturn() }),
        ...(spec.getNoparent() && { parent: rootStackResource }),
    } as pulumi.Alias;
}
