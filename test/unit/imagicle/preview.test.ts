import { expect } from "chai";
import { userProblems } from "../../../provider/imagicle/preview";
import { type Rules, usersOf } from "../../../provider/imagicle/users";
import { changesSince, snapshotOf } from "../../../provider/core/snapshot";
import type { WebexData, WebexObject } from "../../../provider/imagicle/webexData";

const rules: Rules = {
    users: {
        extension: { from: "esn" },
        extensionAlias: { from: "workPhone" },
        department: { from: "department" },
        voicemailNumber: { from: "voicemailOfEsn" },
        faxNumber: { from: "faxNumber" },
        userAddress: { from: "address" },
    },
    virtualObjects: { extension: { from: "esn" } },
    faxWorkspaces: {},
};
const person = (index: number, more: Partial<WebexObject> = {}): WebexObject => ({
    kind: "user",
    id: `person-${index}`,
    email: `user${index}@acme.example`,
    firstName: "User",
    lastName: `Number ${index}`,
    routingPrefix: "33",
    extension: String(100_000 + index),
    ...more,
});
const data = (...objects: WebexObject[]): WebexData => ({ organizationName: "ACME Inc.", objects });
const usersFor = (...objects: WebexObject[]) => usersOf(data(...objects), rules);

describe("the users that Imagicle's rules produce", () => {
    it("have each value from the source of its rule", () => {
        const [user] = usersFor(
            person(1, {
                department: "Sales",
                address: {
                    streetAddress: "102 Edith Groove",
                    postalCode: "SW1",
                    locality: "London",
                    region: "Greater London",
                    country: "United Kingdom",
                },
            }),
        );
        expect(user?.key).to.equal("user1@acme.example");
        expect(user?.values).to.deep.equal({
            activeDirectoryUsername: "user1",
            domain: "acme.example",
            firstName: "User",
            lastName: "Number 1",
            extension: "33100001",
            department: "Sales",
            voicemailNumber: "*5533100001",
            userAddress: "102 Edith Groove, SW1 London, Greater London - United Kingdom",
        });
    });

    it("of virtual objects and fax workspaces are named by acronym and number, ESN or name", () => {
        const named = (kind: WebexObject["kind"], more: Partial<WebexObject>) =>
            usersFor({ kind, id: kind, ...more })[0]?.values["username"];
        expect(named("hunt-group", { phoneNumber: "+4589921" })).to.equal("HG_4589921");
        expect(named("call-queue", { routingPrefix: "8", extension: "77" })).to.equal("CQ_877");
        expect(named("auto-attendant", { name: "test" })).to.equal("AA_test");
        expect(named("virtual-line", { firstName: "A", lastName: "B" })).to.equal("VL_A B");
        expect(named("workspace", { phoneNumber: "78373977" })).to.equal("WS_78373977");
        expect(named("fax-workspace", { phoneNumber: "4589921" })).to.equal("WSF_4589921");
    });

    it("do not include a connector that is not in use", () => {
        expect(usersOf(data(person(1)), { faxWorkspaces: {} })).to.deep.equal([]);
    });

    it("20,000 with known numbers of each problem are found exactly", () => {
        const objects = Array.from({ length: 20_000 }, (_, index) => person(index));
        const change = (from: number, count: number, more: (index: number) => Partial<WebexObject>) => {
            for (let index = from; index < from + count; index++) objects[index] = person(index, more(index));
        };
        change(0, 7, () => ({ extension: "" }));
        change(10, 5, () => ({ department: "x".repeat(256) }));
        change(20, 4, (index) => ({ faxNumber: `33${100_000 + index + 1_000}` }));
        change(30, 3, () => ({ email: "user31@acme.example" }));
        objects.push(
            ...Array.from({ length: 6 }, (_, index): WebexObject => ({
                kind: "call-queue",
                id: `q${index}`,
                name: `A queue with a long name ${index}`,
            })),
        );
        const counts: Record<string, number> = {};
        for (const { kind } of userProblems(usersOf(data(...objects), rules), rules))
            counts[kind] = (counts[kind] ?? 0) + 1;
        expect(counts).to.deep.equal({ noLine: 7 + 6, tooLong: 5, numberTwice: 4, userNameTwice: 2, username: 6 });
    });

    it("a changed e-mail address removes and recreates exactly that user", () => {
        const before = Array.from({ length: 1_000 }, (_, index) => person(index));
        const snapshot = snapshotOf(usersFor(...before));
        const after = before
            .slice(2)
            .map((one, index) =>
                index < 3
                    ? { ...one, email: `new${index}@acme.example` }
                    : index < 8
                      ? { ...one, lastName: "Married" }
                      : one,
            );
        const { changes, recreatedKeys } = changesSince(snapshot, usersFor(...after, person(5_000)));
        expect(changes).to.deep.equal({ added: 1, changed: 5, removed: 2, recreated: 3 });
        expect(recreatedKeys).to.deep.equal([0, 1, 2].map((index) => `new${index}@acme.example`));
    });

    it("a snapshot is the same whatever the order, and has nothing in plain text", () => {
        const users = usersFor(person(1), person(2));
        expect(snapshotOf([...users].reverse())).to.equal(snapshotOf(users));
        expect(Buffer.from(snapshotOf(users), "base64").toString("latin1")).not.to.match(/user1|acme/);
        expect(changesSince(snapshotOf(users), users).changes).to.deep.equal({
            added: 0,
            changed: 0,
            removed: 0,
            recreated: 0,
        });
    });
});
