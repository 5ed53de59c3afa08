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

/** The fields of a message, by the names of its setters. */
type Fields<M> = {
    [Setter in keyof M as Setter extends `set${infer Field}` ? Uncapitalize<Field> : never]?: M[Setter] extends (
        value: infer Value,
    ) => unknown
        ? Value
        : never;
};

/** A message with these fields. */
export function message<M extends object>(Message: new () => M, fields: Fields<M>): M {
    const made = new Message();
    const setters = made as Record<string, (value: unknown) => unknown>;
    for (const [field, value] of Object.entries(fields))
        setters[`set${field.charAt(0).toUpperCase()}${field.slice(1)}`]?.(value);
    return made;
}

/** An error of a provider. It may say that an object was created in part. */
export interface ProviderError extends Error {
    id?: string;
    properties?: Bag;
    reasons?: readonly string[];
}

/** The error as the engine expects it. With an id, the engine keeps the object in the state. */
export function asStatus({
    message: text,
    id,
    properties = {},
    reasons = [],
}: ProviderError): Partial<grpc.StatusObject> {
    const metadata = new grpc.Metadata();
    if (id !== undefined) {
        const fields = { id, properties: toStruct(properties), reasonsList: [...reasons] };
        const detail = message(provider.ErrorResourceInitFailed, fields);
        const packed = new anyMessage.Any();
        packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
        const whole = message(status.Status, { code: grpc.status.UNKNOWN, message: text, detailsList: [packed] });
        metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    }
    return { code: grpc.status.UNKNOWN, details: text, metadata };
}

/** The failures of a check. */
export const toFailures = (failures: readonly { property: string; reason: string }[]): provider.CheckFailure[] =>
    failures.map(({ property, reason }) => message(provider.CheckFailure, { property, reason }));
