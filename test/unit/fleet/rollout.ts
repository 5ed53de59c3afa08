import type { FleetStatus } from "../../../cli/fleet/status/status";

export const newest = "9f2c1a7b0123456789abcdef0123456789abcdef";
export const older = "88aa001122334455667788990011223344556677";

const run = { url: "https://github.com/acme/platform/actions/runs/123", name: "GitHub Actions 123" };
const before = (at: string) => ({ state: "applied" as const, commit: older, at });

/** A roll-out halfway: something of everything. */
export const rollout: FleetStatus = {
    version: 1,
    head: newest,
    commits: [
        { commit: newest, subject: "License the agents of Sales", at: "2026-11-30T18:20:00Z" },
        { commit: older, at: "2026-11-23T08:59:00Z" },
    ],
    tenants: [
        {
            stack: "acme",
            canary: true,
            state: "applied",
            updates: [
                { state: "applied", commit: newest, at: "2026-11-30T18:22:33Z", run },
                before("2026-11-23T09:00:00Z"),
            ],
        },
        {
            stack: "initech",
            canary: false,
            state: "failed",
            why: "its last update did not succeed",
            updates: [
                { state: "failed", commit: newest, at: "2026-11-30T18:25:01Z", run: { name: "GitHub Actions 123" } },
                before("2026-11-23T09:00:00Z"),
            ],
        },
        { stack: "stark", canary: false, state: "unknown", why: "pulumi: no stack named 'stark' found", updates: [] },
        {
            stack: "umbrella",
            canary: false,
            state: "behind",
            why: "2 of its files changed since 88aa00112233",
            updates: [before("2026-11-23T09:00:00Z")],
        },
        { stack: "wayne", canary: false, state: "in progress", why: "an update is running", updates: [] },
        { stack: "wonka", canary: false, state: "applied", updates: [before("2026-11-23T09:10:00Z")] },
    ],
};
