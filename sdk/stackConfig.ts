import * as pulumi from "@pulumi/pulumi";

/** A value of the stack's configuration by its full key, `genesyscloud:region`. */
export function stackConfig(key: string): string | undefined {
    const [namespace, name = ""] = key.split(":");
    return new pulumi.Config(namespace).get(name);
}
