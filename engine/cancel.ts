export const cancelSignals = ["SIGINT", "SIGTERM"] as const;

/** Whether somebody has asked for the end: Ctrl-C at a terminal, a pipeline that cancels its job. */
export function heedCancel(): { readonly asked: boolean } {
    const cancel = { asked: false };
    for (const signal of cancelSignals) process.on(signal, () => (cancel.asked = true));
    return cancel;
}
