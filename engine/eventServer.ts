import * as grpc from "@grpc/grpc-js";
import { Empty, listen, ofPulumi } from "../plugin/grpc";

const { EventsService } = ofPulumi("./events_grpc_pb") as { EventsService: grpc.ServiceDefinition };

/** An engine event, with the fields that a pipeline reads. */
export interface EngineEvent {
    resourcePreEvent?: { metadata: StepMetadata; planning?: boolean };
    diagnosticEvent?: { urn?: string; message: string; severity: string };
    policyEvent?: { resourceUrn?: string; message: string; policyName: string; enforcementLevel: string };
}

export interface StepMetadata {
    op: string;
    urn: string;
    type: string;
    old?: StepState | null;
    new?: StepState | null;
    /** Properties that differ. */
    diffs?: string[] | null;
}

interface StepState {
    custom?: boolean;
    id?: string;
    /** Secrets are `[secret]`. */
    inputs: Record<string, unknown>;
}

/**
 * Receives the engine's events in memory. The engine could also write them to a file, but their debug messages would
 * contain secrets in plain text.
 */
export async function serveEvents(): Promise<{ address: string; events: EngineEvent[]; stop(): void }> {
    const events: EngineEvent[] = [];
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    server.addService(EventsService, {
        streamEvents: (
            call: grpc.ServerReadableStream<{ getEvent(): string }, unknown>,
            callback: grpc.sendUnaryData<unknown>,
        ) => {
            call.on("data", (request: { getEvent(): string }) => {
                const event = JSON.parse(request.getEvent()) as EngineEvent;
                if (event.diagnosticEvent?.severity !== "debug") events.push(event);
            });
            call.on("end", () => callback(null, new Empty()));
            // If the engine was killed, the stream is cut off.
            call.on("error", () => undefined);
        },
    });
    const { port, stop } = await listen(server);
    return { address: `tcp://127.0.0.1:${port}`, events, stop };
}
