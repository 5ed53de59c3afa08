import { CommanderError } from "@commander-js/extra-typings";
import PQueue from "p-queue";
import { allCommands, errorText, failureStatus } from "../cli/failure";
import { printError } from "../cli/print";
import { contactCenterProgram } from "../cli/program";
import { sayBy } from "../provider/core/say";
import type { Result } from "./engine/stack";
import { type Stream, takeOutput } from "./output";

/** A command has the process's folder, environment and output, and shares them with no other. */
const oneAtATime = new PQueue({ concurrency: 1 });

/** `contact-center <args>` in this process: its output and its exit status. */
export const contactCenter = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Result> =>
    oneAtATime.add(async () => {
        const command = contactCenterProgram("0.0.0");
        const result = { code: 0, stdout: "", stderr: "", output: "" };
        const restore = takeProcess(cwd, env, (text, stream) => {
            result[stream] += text;
            result.output += text;
        });
        try {
            for (const one of allCommands(command)) one.exitOverride();
            await command.parseAsync([...args], { from: "user" });
            result.code = Number(process.exitCode ?? 0);
        } catch (error) {
            if (!(error instanceof CommanderError)) printError(errorText(error as Error));
            result.code = failureStatus(error as Error);
        } finally {
            restore();
        }
        return result;
    });

/** Gives the process another folder, environment and output; returns a function that restores everything. */
function takeProcess(cwd: string, env: NodeJS.ProcessEnv, print: (text: string, stream: Stream) => void): () => void {
    const before = { cwd: process.cwd(), env: { ...process.env }, exitCode: process.exitCode };
    const streams = [process.stdin, process.stdout, process.stderr].map((stream) => ({ stream, isTTY: stream.isTTY }));
    for (const { stream } of streams) stream.isTTY = false;
    process.chdir(cwd);
    Object.assign(process.env, env);
    process.exitCode = undefined;
    const restoreOutput = takeOutput(print);
    const restoreSay = sayBy(printError);
    return () => {
        restoreSay();
        restoreOutput();
        for (const { stream, isTTY } of streams) stream.isTTY = isTTY;
        process.chdir(before.cwd);
        for (const key of Object.keys(env)) if (!(key in before.env)) delete process.env[key];
        Object.assign(process.env, before.env);
        process.exitCode = before.exitCode;
    };
}
