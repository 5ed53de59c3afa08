import { coded } from "../provider/transport/message";

/**
 * Warning on a platform where the command is not supported: a child process can be killed there, but not interrupted.
 */
export const platformNote = (platform: NodeJS.Platform): string | undefined =>
    platform === "win32"
        ? `warning: ${coded("CC7080", "contact-center supports Linux and macOS. On Windows, run it in WSL. Without WSL, Ctrl-C kills running engines, which leaves stacks locked")}`
        : undefined;
