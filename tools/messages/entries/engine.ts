import type { Entries } from "./entry";

export const engine: Entries = {
    CC8001: {
        when: "You press Ctrl-C, or the pipeline cancels the job.",
        fix: "Run the command again. It leaves no stack locked.",
    },
    CC8002: { when: "Pulumi itself reports an error.", fix: "Follow the message, which is that of Pulumi." },
    CC8003: { when: "A `pulumi` command fails without an error message.", fix: "Read its output in the message." },
    CC8004: { when: "A command needs the connection of a provider that is not created yet." },
    CC8005: { when: "`pulumi` is not found, or does not run." },
    CC8006: {
        when: "A second engine connects to the provider of a command.",
        fix: "Run one command at a time with the same `PULUMI_DEBUG_PROVIDERS`.",
    },
    CC8007: {
        when: "Another process calls the provider of a command without being attached.",
        fix: "Find out which process on this machine connects to the port.",
    },
    CC8008: {
        when: "Another process configures the provider of a command a second time.",
        fix: "Find out which process on this machine connects to the port.",
    },
    CC8009: { when: "The connection between the engine and the provider of a command was interrupted." },
    CC8010: { when: "A command with `--stack` runs outside of a Pulumi project." },
    CC8011: { when: "A command needs a stack, and the project has no selected one, or there is no project." },
    CC8012: {
        when: "`contact-center migrate` or `adopt --undo` asked for confirmation, and an update changed the state before the answer.",
    },
};
