import { confirm } from "@inquirer/prompts";
import { exportedState, importResources, requireStack } from "../../engine/stack";
import { openWorkspace, pulumiText } from "../../engine/workspace";
import { type Kind, migrate, type MigratedResource, nativeSettings } from "../../operations/migrate";
import { UserError } from "../../provider/transport/errors";
import { print } from "../print";

interface Options {
    to: Kind;
    stack?: string;
    yes?: boolean;
}

export async function migrateStack({ to, stack: name, yes }: Options): Promise<void> {
    const { name: stack, config } = await requireStack(name);
    const workspace = await openWorkspace();
    const state = await exportedState<MigratedResource>(workspace, stack, "plain");
    if ((state.deployment.pending_operations ?? []).length > 0)
        throw new UserError(
            "CC7131",
            `the stack ${stack} has pending operations of an interrupted run. Run \`pulumi refresh\` first`,
        );
    const { resources, moved } = migrate(state.deployment.resources ?? [], to, config);
    if (moved.size === 0) {
        print(`The stack ${stack} has no ${to === "native" ? "dynamic" : "native"} resources of this library.`);
        return;
    }
    print(
        [`${moved.size} resources of the stack ${stack} move:`, ...[...moved.values()].map((urn) => `  ${urn}`)].join(
            "\n",
        ),
    );
    if (!yes && !(await agreed())) {
        print("Nothing was changed; --yes migrates without asking.");
        process.exitCode = 1;
        return;
    }
    const settings = to === "native" ? Object.entries(nativeSettings(config)) : [];
    for (const [group, value] of settings)
        await pulumiText(workspace, ["config", "set", "--secret", `contactcenter:${group}`, "--stack", stack], {
            input: value,
        });
    await importResources(workspace, stack, state, resources);
    print(["Migrated. The tenant was not changed.", ...nextSteps(to)].join("\n"));
}

const nextSteps = (to: Kind): string[] =>
    to === "native"
        ? [
              "Next: replace the program by one of the native plugin with the same resource names (docs/languages.md), then run `pulumi preview`: it must show no changes.",
          ]
        : [
              "Next: replace the program by one in TypeScript with the same resource names, then run `pulumi preview`: it must show no changes.",
          ];

const agreed = async (): Promise<boolean> =>
    process.stdin.isTTY === true && confirm({ message: "Migrate the state?", default: false });
