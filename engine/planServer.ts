import provider from "@pulumi/pulumi/proto/provider_pb";
import { fromStruct, message, toStruct } from "../plugin/protocol";
import { planned, plannedUpdate } from "../plugin/resources";
import { type EngineServer, serveEngine } from "./providerServer";

/** Learns the settings of the providers in a preview. Accepts everything as declared and makes no request. */
export const startPlanServer = (): Promise<EngineServer> =>
    serveEngine({
        check: (request) => message(provider.CheckResponse, { inputs: request.getNews() }),
        create: (request) =>
            message(provider.CreateResponse, {
                properties: toStruct(planned(request.getUrn(), fromStruct(request.getProperties()))),
            }),
        read: (request) =>
            message(provider.ReadResponse, {
                id: request.getId(),
                inputs: request.getInputs(),
                properties: request.getProperties(),
            }),
        update: plannedUpdate,
    });
