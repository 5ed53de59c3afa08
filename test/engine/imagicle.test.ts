import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { resourceName } from "../../tools/engine/stack";
import * as contact from "../../sdk";
import { type Fixture, printedDuring, withStack } from "./fixture";

const program = (extension: "esn" | "phoneNumber", data: string) => () => {
    const { checklist, expected } = new contact.imagicle.UserSync("sync", {
        name: "acme",
        data,
        html: `${data}.html`,
        users: {
            preferredLanguage: "EN",
            password: pulumi.secret("canary-password"),
            pin: pulumi.secret("canary-4711"),
            extension,
            department: "department",
            faxSend: true,
        },
        filter: "( & (UserType=user) (!(department=Temp*)) )",
    });
    return { checklist, expected };
};
const people = (domain: (index: number) => string) =>
    JSON.stringify({
        organizationName: "ACME Inc.",
        objects: Array.from({ length: 20 }, (_, index) => ({
            kind: "user",
            id: `person-${index}`,
            email: `user${index}@${domain(index)}`,
            firstName: "User",
            lastName: `Number ${index}`,
            routingPrefix: "33",
            extension: String(1_000 + index),
            department: index === 19 ? "Temporary" : "Sales",
        })),
    });

/** The program of examples/imagicle in the same stack; a module runs once. */
async function expectExample({ stack, program: set }: Fixture): Promise<void> {
    set(() => require("../../examples/imagicle/index") as object);
    const example = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
    expect(example).to.include("5 problems: barbara.liskov@acme.example");
    const outputs = await stack.outputs();
    expect(outputs["expected"]).to.deep.include({ users: 16, added: 16, removed: 0 });
    expect(outputs["checklist"]).to.have.length(19);
}

/** The commands, by the rules of the stack, against its last `up`. */
async function expectCommands({ command }: Fixture, data: string): Promise<void> {
    const { code, output } = await command("imagicle", "preview", data);
    expect(output).to.include("since the last pulumi up: 0 added, 0 changed, 0 removed, 3 removed and created again");
    expect([code, output.split("\n").at(-2)]).to.deep.equal([0, "19 users, 0 problems"]);
    const checklist = await command("imagicle", "checklist");
    expect(checklist.output).to.include('"First extension number": ESN =');
}

describe("imagicle.UserSync on the real engine", () => {
    it("previews what the rules make of the data, and what a changed e-mail address costs; prints what to set", () =>
        withStack({ unconfigured: true }, async (fixture) => {
            const { stack, folder, program: set } = fixture;
            const data = join(folder, "webex.json");
            set(program("esn", data));
            await writeFile(
                data,
                people(() => "acme.example"),
            );
            const first = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(first).to.include('"First extension number": ESN = location.routingPrefix + webexCalling.extension');
            expect(first).to.include('"Preferred language": Only when adding, set this value: set "EN"');
            const { expected, checklist } = await stack.outputs();
            expect(expected).to.deep.equal({
                users: 19,
                added: 19,
                changed: 0,
                removed: 0,
                recreated: 0,
                problems: {},
            });
            expect(checklist).to.have.length(8);
            expect(await stack.steps("preview")).to.deep.equal([]);
            expect(await stack.steps("refresh")).to.deep.equal([]);

            await writeFile(
                data,
                people((index) => (index < 3 ? "new.example" : "acme.example")),
            );
            const preview = await printedDuring(() => stack.must(["preview", "--diff"]));
            expect(preview).to.match(
                /removes 3 users and creates them again.*user0@new.example; user1@new.example; user2@new.example \[CC4003\]\n/,
            );
            const page = await readFile(`${data}.html`, "utf8");
            expect(page).to.include("user0@new.example").and.include("removed and created again");
            const [step] = await stack.steps("preview");
            expect(resourceName(step?.urn ?? "")).to.equal("sync");
            expect(Object.keys(step?.detailedDiff ?? {}).sort()).to.deep.equal([
                "expected.added",
                "expected.recreated",
                "snapshot",
            ]);

            await expectCommands(fixture, data);

            set(program("phoneNumber", data));
            const changed = await printedDuring(() => stack.must(["up", "--yes", "--skip-preview"]));
            expect(changed).to.include('"First extension number": Phone Number');
            expect((await stack.outputs())["checklist"]).to.have.length(1);
            const state = JSON.stringify(await stack.state());
            expect(state).not.to.match(/canary|user0@|Number 7/);
            await expectExample(fixture);
            expect(existsSync(`${data}.html`)).to.equal(false);
        }));

    it("refuses mistakes at preview, each with its location", () =>
        withStack(
            {
                program: () => {
                    const users = {
                        extension: "nativeUserId",
                        faxPriority: 3,
                        department: { value: "x".repeat(256) },
                        nickname: "x",
                    };
                    new contact.imagicle.UserSync("sync", {
                        name: "acme",
                        filter: "(departmet=x)",
                        users: users as never,
                    });
                },
                unconfigured: true,
            },
            async ({ stack }) => {
                const { code, output } = await stack.preview();
                expect(code).not.to.equal(0);
                expect(output).to.include("has 5 problems");
                expect(output).to.include('users.extension: must be "esn" (ESN = ');
                expect(output).to.include("users.faxPriority: must be 0, 1, 2");
                expect(output).to.include("users.department.value: must be at most 255 characters long");
                expect(output).to.include('users: does not have "nickname"');
                expect(output).to.include('position 2: unknown field "departmet"; did you mean "department"?');
            },
        ));
});
