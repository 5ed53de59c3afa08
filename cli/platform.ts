/** What a platform is told on which the command is not supported: a child cannot be interrupted there, only killed. */
export const platformNote = (platform: NodeJS.Platform): string | undefined =>
    platform === "win32"
        ? "contact-center supports Linux and macOS. On Windows, run it in WSL: here, Ctrl-C kills running engines, which leaves stacks locked."
        : undefined;
