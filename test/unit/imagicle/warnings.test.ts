import { expect } from "chai";
import { compared, previewOf, warningsOf } from "../../../provider/imagicle/expected";
import type { WrittenRules } from "../../../provider/imagicle/rules";
import type { WebexData, WebexObject } from "../../../provider/imagicle/webexData";

const person = (id: string, more: Partial<WebexObject> = {}): WebexObject => ({
    kind: "user",
    id,
    email: `${id}@acme.example`,
    department: "Sales",
    ...more,
});
const queue: WebexObject = { kind: "call-queue", id: "q1", name: "Support" };
const dataOf = (objects: WebexObject[], more: Partial<WebexData> = {}): WebexData => ({
    organizationName: "ACME",
    objects,
    ...more,
});
const warnings = (written: WrittenRules, data: WebexData) => previewOf(data, written).warnings;

describe("Rules without users", () => {
    it("are a warning if they name no connector", () => {
        expect(warnings({}, dataOf([person("ada")]))).to.deep.equal([
            "the rules name no connector, so they create no users. Declare users, virtualObjects or faxWorkspaces [CC4027]",
        ]);
    });

    it("are a warning for each connector without users", () => {
        const all = { users: {}, virtualObjects: {}, faxWorkspaces: {} };
        expect(warnings(all, dataOf([person("ada")]))).to.deep.equal([
            'the rules of "Cisco Webex Virtual Objects" create no users: the data has no hunt groups, call queues, auto attendants, virtual lines or workspaces [CC4031]',
            'the rules of "Cisco Webex Fax Workspaces" create no users: the data has no fax workspaces. Name the workspaces that are fax machines when you fetch the data [CC4031]',
        ]);
        expect(warnings({ users: {} }, dataOf([person("ada"), queue]))).to.deep.equal([]);
    });

    it("are a warning if the filter lets none of a connector's objects pass, or nothing at all", () => {
        const two = { users: {}, virtualObjects: {} };
        expect(warnings({ ...two, filter: "(UserType=user)" }, dataOf([person("ada"), queue]))).to.deep.equal([
            'the rules of "Cisco Webex Virtual Objects" create no users: the filter matches none of its 1 objects [CC4031]',
        ]);
        expect(warnings({ ...two, filter: "(department=HR)" }, dataOf([person("ada"), queue]))).to.deep.equal([
            "the filter matches none of the 2 objects, so the rules create no users [CC4029]",
        ]);
    });

    it("are a warning if they set one number for several users", () => {
        const rules = { users: { extension: { value: "303" } } };
        expect(warnings(rules, dataOf([person("ada"), person("ben")]))).to.deep.equal([
            '"First extension number" is set to one value for all 2 users of "Cisco Webex Users": a number must be unique [CC4030]',
        ]);
        expect(warnings(rules, dataOf([person("ada")]))).to.deep.equal([]);
    });

    it("are not blamed for what could not be read, nor is the filter", () => {
        const unread = [{ kind: "call-queue" as const, reason: "Webex answered 403" }];
        expect(warnings({ users: {}, virtualObjects: {} }, dataOf([person("ada")], { unread }))).to.deep.equal([
            "the data has no call queues, because they could not be read: Webex answered 403 [CC4028]",
        ]);
        expect(warnings({ users: {} }, dataOf([person("ada")], { unread }))).to.deep.equal([]);
        const open = person("ada", { department: undefined, unread: ["department"] });
        expect(warnings({ users: {}, filter: "(!(department=HR))" }, dataOf([open]))).to.deep.equal([
            "it is unknown whether 1 objects match the filter, because Webex did not report fields that the filter compares [CC4032]",
        ]);
        expect(warnings({ users: {}, filter: "(email=*)" }, dataOf([open]))).to.deep.equal([]);
    });
});

describe("Unread data", () => {
    const written = { users: { department: "department" } };
    const before = dataOf([person("ada"), person("ben"), person("eve")]);
    const { snapshot } = compared(previewOf(before, written), before, "");
    const compare = (data: WebexData) => compared(previewOf(data, written), data, snapshot);

    it("counts neither as changed nor as removed, and is remembered as before", () => {
        const unread = [{ kind: "user" as const, reason: "403" }];
        const nobody = compare(dataOf([], { unread }));
        expect(nobody.changes).to.deep.equal({ added: 0, changed: 0, removed: 0, recreated: 0 });
        expect(nobody.snapshot).to.equal(snapshot);
        const open = person("ada", { email: undefined, department: undefined, unread: ["department", "email"] });
        const partly = compare(dataOf([open, person("ben", { department: "HR" })]));
        expect(partly.changes).to.deep.equal({ added: 0, changed: 1, removed: 1, recreated: 0 });
        const later = dataOf([person("ada"), person("ben", { department: "HR" })]);
        expect(compared(previewOf(later, written), later, partly.snapshot).changes).to.deep.equal({
            added: 0,
            changed: 0,
            removed: 0,
            recreated: 0,
        });
    });

    it("is added if it was unknown before", () => {
        const open = person("new", { department: undefined, unread: ["department"] });
        expect(compare(dataOf([...before.objects, open])).changes.added).to.equal(1);
    });

    it("is a warning of the resource", () => {
        const data = dataOf([person("ada", { department: undefined, unread: ["department"] })]);
        const preview = previewOf(data, written);
        expect(warningsOf(preview, compared(preview, data, ""))[0]).to.include(
            "Webex did not report the source of Department",
        );
    });
});
