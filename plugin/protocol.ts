import * as grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb";
import status from "@pulumi/pulumi/proto/status_pb";
import type { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct as StructOf } from "google-protobuf/google/protobuf/struct_pb";
import { ofPulumi } from "./grpc";

const { Struct } = ofPulumi("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructOf };
const anyMessage = ofPulumi("google-protobuf/google/protobuf/any_pb.js") as { Any: new () => Any };

type Bag = Record<string, unknown>;

export const fromStruct = (struct: StructOf | undefined): Bag => (struct?.toJavaScript() ?? {}) as Bag;
export const toStruct = (bag: Bag): StructOf =>
    Struct.fromJavaScript(bag as Parameters<typeof Struct.fromJavaScript>[0]);

/** An error of a provider. It may say that an object was created in part. */
export interface ProviderError extends Error {
    id?: string;
    properties?: Bag;
    reasons?: readonly string[];
}

/** The error as the engine expects it. With an id, the engine keeps the object in the state. */
export function asStatus({ message, id, properties = {}, reasons = [] }: ProviderError): Partial<grpc.StatusObject> {
    const metadata = new grpc.Metadata();
    if (id !== undefined) {
        const detail = new provider.ErrorResourceInitFailed();
        detail.setId(id);
        detail.setProperties(toStruct(properties));
        detail.setReasonsList([...reasons]);
        const packed = new anyMessage.Any();
        packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const whole = new status.Status();
        whole.setCode(grpc.status.UNKNOWN);
        whole.setMessage(message);
        whole.addDetails(packed);
        metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    }
    return { code: grpc.status.UNKNOWN, details: message, metadata };
}

/** The failures of a check. */
export function toFailures(failures: readonly { property: string; reason: string }[]): provider.CheckFailure[] {
    return failures.map(({ property, reason }) => {
        const failure = new provider.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        return failure;
    });
}
