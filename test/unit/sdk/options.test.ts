import { basename } from "node:path";
import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import * as contact from "../../../sdk";
import { mockEngine, settled, value } from "./mocks";

const { genesys } = contact;
const file = basename(__filename);

function thrown(work: () => unknown): Error {
    try {
        work();
    } catch (error) {
        return error as Error;
    }
    return expect.fail("it must throw");
}

/** The line of the program that calls this function, from the stack. */
const lineHere = (): number => Number(/:(\d+):\d+\)?$/.exec((new Error().stack ?? "").split("\n")[2] ?? "")?.[1]);

describe("options of a resource", () => {
    it("import is refused with the command that adopts", () => {
        mockEngine();
        const { message } = thrown(() => new genesys.Group("agents", { name: "Agents" }, { import: "an-id" }));
        expect(message).to.include(
            'agents: the option "import" does not work for a dynamic resource such as genesys:Group.',
        );
        expect(message).to.include("`npx contact-center adopt --id agents=an-id`");
    });

    it("deleteBeforeReplace: false is refused, true is accepted", () => {
        const registered = mockEngine();
        const group = (deleteBeforeReplace: boolean) =>
            new genesys.Group("agents", { name: "Agents" }, { deleteBeforeReplace });
        expect(thrown(() => group(false)).message).to.match(/^agents: deleteBeforeReplace cannot be false, /);
        expect(registered).to.deep.equal([]);
        expect(pulumi.Resource.isInstance(group(true))).to.equal(true);
    });

    for (const preview of [false, true])
        it(`customTimeouts reach the provider${preview ? " in a preview too" : ""}; without them nothing is sent`, async () => {
            const registered = mockEngine({ preview });
            const customTimeouts = { create: "1h30m", delete: "90s" };
            new genesys.Group("limited", { name: "A" }, { customTimeouts });
            new genesys.Group("usual", { name: "B" });
            await settled(registered, 2);
            const inputsOf = (wanted: string) => registered.find(({ name }) => name === wanted)?.inputs;
            expect(inputsOf("limited")).to.deep.include({ __timeouts: customTimeouts });
            expect(inputsOf("usual")).not.to.have.property("__timeouts");
        });

    it("nothing of them is sent for a resource that is only read", async () => {
        const registered = mockEngine();
        const read = genesys.Group.get("read", "an-id", { customTimeouts: { read: "90s" } });
        await value(read.urn);
        expect(registered[0]?.inputs).not.to.have.property("__timeouts");
    });
});

describe("an error in the program", () => {
    it("that Pulumi finds in a constructor has the program's line as its first frame", () => {
        mockEngine();
        const { stack = "" } = thrown(() => new genesys.Group("", { name: "x" }));
        expect(stack.split("\n")[0]).to.include("Missing resource name");
        expect(stack.split("\n")[1]).to.include(file);
    });

    it("keeps the depth of traces as it was, also of a resource that fails", () => {
        mockEngine();
        const before = Error.stackTraceLimit;
        thrown(() => new genesys.Group("", { name: "x" }));
        new genesys.Group("fine", { name: "x" });
        expect(Error.stackTraceLimit).to.equal(before);
    });

    it("that the library finds has the program's line in its message, and no stack", () => {
        mockEngine();
        pulumi.runtime.setAllConfig({ "eleveo:url": "http://eleveo.example" });
        const faults: Record<string, () => unknown> = {
            "an option": () => new genesys.Group("agents", { name: "Agents" }, { import: "an-id" }),
            "an argument": () => new contact.emite.Integration("emite", { members: { acces: [] } as object }),
            "a setting": () => new contact.Provider("emea", { genesys: { regoin: "x" } as object }),
            "a connection": () => contact.eleveo.server(),
            "a function": () => contact.eleveo.webexContactCenter({ region: "asia" as "eu" }),
        };
        for (const [what, fault] of Object.entries(faults)) {
            const error = thrown(fault);
            expect(pulumi.RunError.isInstance(error), what).to.equal(true);
            expect(error.message, what).to.match(/\n\(test\/unit\/sdk\/options\.test\.ts:\d+:\d+\)$/);
            expect(error.stack, what).to.equal(error.message);
        }
        pulumi.runtime.setAllConfig({});
        const here = lineHere();
        const { message } = thrown(() => new genesys.Group("agents", { name: "Agents" }, { import: "an-id" }));
        expect(message).to.include(`(test/unit/sdk/${file}:${here + 1}:`);
    });
});
