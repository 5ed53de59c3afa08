import provider from "@pulumi/pulumi/proto/provider_pb";
import { fromStruct, toStruct } from "../plugin/protocol";
import { planned } from "../plugin/resources";
import { type EngineServer, serveEngine } from "./providerServer";

/** Learns the settings of the providers in a preview. Accepts everything as declared and makes no request. */
export const startPlanServer = (): Promise<EngineServer> =>
    serveEngine({
        check: (request) => {
            const response = new provider.CheckResponse();
            response.setInputs(request.getNews());
            return response;
        },
        create: (request) => {
            const response = new provider.CreateResponse();
            response.setProperties(toStruct(planned(request.getUrn(), fromStruct(request.getProperties()))));
            return response;
        },
        read: (request) => {
            const response = new provider.ReadResponse();
            response.setId(request.getId());
            response.setInputs(request.getInputs());
            response.setProperties(request.getProperties());
            return response;
        },
        update: (request) => {
            const response = new provider.UpdateResponse();
            response.setProperties(toStruct(planned(request.getUrn(), fromStruct(request.getNews()))));
            return response;
        },
    });
