import { expect } from "chai";
import { Anonymizer } from "../../../operations/conformance/anonymize";

describe("a recording", () => {
    it("keeps fields, words of the vendor, booleans and counts, and replaces the same value in the same way", () => {
        const anonymizer = new Anonymizer(new Set(["routing", "wrapupCode"]));
        const id = "6C3E3F0A-1234-4abc-8def-0123456789ab";
        const answer = {
            id,
            name: "Jane Doe",
            state: "active",
            version: 3,
            rolesEnabled: false,
            email: "jane@acme.com",
            extension: 4711,
            owners: [{ id, selfUri: `/api/v2/users/${id}` }],
            permissionPolicies: [{ domain: "routing", entityName: "wrapupCode", actionSet: ["secretAction"] }],
            attributes: { "acme.customer": "yes" },
            dateModified: "2026-11-30T10:00:00.123Z",
            addresses: [{ address: "+49 30 123456", display: "Jane Doe" }],
        };
        const user = "00000000-0000-4000-8000-000000000001";
        expect(anonymizer.value(answer)).to.deep.equal({
            id: user,
            name: "text-1",
            state: "active",
            version: 3,
            rolesEnabled: false,
            email: "person1@example.invalid",
            extension: 9_000_001,
            owners: [{ id: user, selfUri: `/api/v2/users/${user}` }],
            permissionPolicies: [{ domain: "routing", entityName: "wrapupCode", actionSet: ["text-2"] }],
            attributes: { "key-1": "text-3" },
            dateModified: "2000-01-01T00:00:01.000Z",
            addresses: [{ address: "+15550000001", display: "text-1" }],
        });
        const refusal = { code: "not.found", message: "The group Sales of Jane was not found.", status: 404 };
        expect(anonymizer.value(refusal)).to.deep.equal({ ...refusal, message: "The group … of … was not found." });
        expect(anonymizer.path(`/groups/${id}/members?ids=${id}&pageSize=25`)).to.equal(
            `/groups/${user}/members?ids=${user}&pageSize=25`,
        );
    });
});
