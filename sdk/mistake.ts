import * as pulumi from "@pulumi/pulumi";

/** A mistake of the program's: the message is the whole story, and a stack would only hide it. */
export function mistake(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    error.stack = message;
    return error;
}
