import type {
    Box,
    FailedReview,
    Finding,
    PastReview,
    Reviewed,
    StackReview,
    Status,
} from "../../../operations/drift/findings";
import type { Severity } from "../../../operations/drift/severity";

const urn = (type: string, name: string) =>
    `urn:pulumi:acme::emite::contactcenter:emite:EmiteIntegration$pulumi-nodejs:dynamic/${type}::${name}`;

const permission: Finding = {
    fingerprint: "1a2b3c4d5e6f7a8b",
    severity: "high",
    rule: "role-permission-added",
    why: "holders of the role may do more",
    difference: { path: "permissions", kind: "added", found: "routing:queue:add" },
    changes: [
        { at: "2026-11-20T08:12:44.000Z", by: "Anna Smith", action: "Update" },
        { at: "2026-11-18T16:40:02.000Z", by: "Provisioning tool", action: "Update" },
    ],
    since: "2026-11-20T09:00:00.000Z",
};
const redirect: Finding = {
    fingerprint: "2b3c4d5e6f7a8b9c",
    severity: "high",
    rule: "client-redirect-added",
    why: "logins can be sent to another address",
    difference: { path: "redirectUris", kind: "added", found: "https://elsewhere.example/callback" },
    changes: [{ at: "2026-11-23T21:05:10.000Z", by: "Ben Okafor", action: "Update", from: "none" }],
    since: "2026-11-24T06:00:00.000Z",
};
const disabled: Finding = {
    fingerprint: "3c4d5e6f7a8b9c0d",
    severity: "medium",
    rule: "disabled",
    why: "it is switched off",
    difference: { path: "enabled", kind: "changed", declared: true, found: false },
    decision: { decision: "revert" },
    since: "2026-11-22T06:00:00.000Z",
};
const description: Finding = {
    fingerprint: "4d5e6f7a8b9c0d1e",
    severity: "low",
    rule: "other",
    why: "no rule says that this widens access or breaks the integration",
    difference: { path: "description", kind: "changed", declared: "Access to eMite", found: "Access to eMite (EU)" },
    changes: [{ at: "2026-11-21T10:30:00.000Z", by: "Anna Smith", action: "Update", from: "Access to eMite" }],
    decision: { decision: "accept", reason: "agreed with the customer" },
    since: "2026-11-21T12:00:00.000Z",
    accept: 'new genesys.Group("emite-access", {\n    description: "Access to eMite (EU)",\n});',
};
const removed: Finding = {
    fingerprint: "5e6f7a8b9c0d1e2f",
    severity: "medium",
    rule: "less-access",
    why: "the integration may lack the removed access",
    difference: { path: "permissions", kind: "removed", declared: "analytics:conversationDetail:view" },
    decision: { decision: "ignore", until: "2026-12-31", reason: "the vendor tests without it" },
};
const gone: Finding = {
    fingerprint: "6f7a8b9c0d1e2f3a",
    severity: "medium",
    rule: "missing",
    why: "the integration lacks it",
    changes: [{ at: "2026-11-24T14:22:31.000Z", by: "Carla Díaz", action: "Delete" }],
    since: "2026-11-25T06:00:00.000Z",
};
const foreign: Finding = {
    fingerprint: "7a8b9c0d1e2f3a4b",
    severity: "high",
    rule: "unmanaged-client-same-role",
    why: "another client holds the role of the integration",
    changes: [{ at: "2026-11-19T07:45:00.000Z", by: "Ben Okafor", action: "Create" }],
};

const object = (type: string, name: string, status: Status, findings: Finding[], reason?: string): Reviewed => ({
    urn: status === "unmanaged" ? `acme genesys.${type} 9a0b` : urn(`genesys:${type}`, name),
    type: `genesys.${type}`,
    id: status === "unmanaged" ? "9a0b7c1d-0000-4000-8000-0000000000aa" : `id-of-${name}`,
    name,
    status,
    findings,
    ...(reason === undefined ? {} : { reason }),
});

const box = (id: string, type: string, name: string, status: Status = "in sync", severity?: Severity): Box => ({
    id,
    type,
    name,
    status,
    ...(severity === undefined ? {} : { severity }),
});

const past = (at: string, ...found: [Severity, boolean?][]): PastReview => ({
    at: `${at}T06:00:00.000Z`,
    summary: { "in sync": 22 - found.length, changed: found.length, missing: 0, unchecked: 0, unmanaged: 0 },
    findings: found.map(([severity, decided = false], index) => ({ fingerprint: `p${index}`, severity, decided })),
});

/** A stack with one of each. */
export const acme: StackReview = {
    stack: "acme",
    at: "2026-11-25T06:00:00.000Z",
    resources: [
        object("Role", "eMite Data Integration", "changed", [permission, removed]),
        object("OAuthClient", "emite_SSO", "changed", [redirect]),
        object("ClientApp", "eMite Advanced Analytics", "changed", [disabled]),
        object("Group", "emite_Access", "changed", [description]),
        object("Group", "emite_Admins", "missing", [gone]),
        object("OAuthClient", "eMite test", "unmanaged", [foreign]),
        object(
            "RoleAssignment",
            "emite-role-holders",
            "unchecked",
            [],
            "Genesys Cloud refused to read it (403 missing.permission, GET /api/v2/authorization/roles/{roleId})\nGive the calling client authorization:grant:view.",
        ),
    ],
    summary: { "in sync": 16, changed: 4, missing: 1, unchecked: 1, unmanaged: 1 },
    stale: [{ kind: "expired", of: "0f1e2d3c4b5a6978", words: "ended on 2026-11-01; the finding is there again" }],
    notes: ["who changed it is not known for groups: the calling client lacks audits:audit:view"],
    picture: {
        boxes: [
            box("n0", "genesys.Group", "emite_Access", "changed", "low"),
            box("n1", "genesys.Group", "emite_Admins", "missing", "medium"),
            box("n2", "genesys.ClientApp", "eMite Advanced Analytics", "changed", "medium"),
            box("n3", "genesys.OAuthClient", "emite_SSO", "changed", "high"),
            box("n4", "genesys.OAuthClient", "emite_Data"),
            box("n5", "genesys.Role", "eMite Data Integration", "changed", "high"),
            box("n6", "permissions", "41 permissions"),
            box("n7", "division", "Home"),
            box("n8", "division", "Sales"),
            box("n9", "genesys.RoleAssignment", "emite-role-holders", "unchecked"),
            box("n10", "genesys.OAuthClient", "eMite test", "unmanaged", "high"),
        ],
        arrows: [
            ["n0", "n2"],
            ["n1", "n2"],
            ["n2", "n3"],
            ["n2", "n4"],
            ["n4", "n5"],
            ["n10", "n5"],
            ["n5", "n6"],
            ["n5", "n7"],
            ["n5", "n8"],
            ["n9", "n5"],
        ].map(([from = "", to = ""]) => ({ from, to })),
    },
    requests: 17,
    history: [
        past("2026-11-19", ["high"]),
        past("2026-11-20", ["high"], ["medium"]),
        past("2026-11-21", ["high"], ["medium", true], ["low"]),
        past("2026-11-22", ["high"], ["medium"], ["medium"], ["low"]),
        past("2026-11-23", ["high"], ["medium"], ["low", true]),
        past("2026-11-24", ["high"], ["high"], ["medium"], ["low", true]),
    ],
};

/** A stack in which everything is as declared. */
export const umbrella: StackReview = {
    ...acme,
    stack: "umbrella",
    resources: [],
    summary: { "in sync": 22, changed: 0, missing: 0, unchecked: 0, unmanaged: 0 },
    stale: [],
    notes: [],
    picture: {
        ...acme.picture,
        boxes: acme.picture.boxes.slice(0, 9).map(({ id, type, name }) => box(id, type, name)),
    },
    history: [past("2026-11-23", ["low"]), past("2026-11-24")],
};

export const initech: FailedReview = {
    stack: "initech",
    at: acme.at,
    error: "Genesys Cloud refused to log the client in (401 invalid_client).\nGive a client of this organisation.",
};

export const sample = [acme, umbrella, initech];

/** The same review, with the text in place of everything that others can choose. */
export function hostile(review: StackReview, text: string): StackReview {
    const finding = (one: Finding): Finding =>
        ({
            ...one,
            why: text,
            difference: { path: text, kind: "changed", declared: text, found: { [text]: [text] } },
            changes: [{ at: text, by: text, action: text, from: text }],
            decision: one.decision && { ...one.decision, reason: text, until: text },
            accept: text,
        }) as Finding;
    const plain = (one: Finding): Finding => {
        const { decision, ...rest } = finding(one);
        return decision === undefined ? rest : { ...rest, decision };
    };
    return {
        ...review,
        stack: text,
        resources: review.resources.map((one) => ({
            ...one,
            urn: text,
            id: text,
            type: text,
            name: text,
            findings: one.findings.map(plain),
            ...(one.reason === undefined ? {} : { reason: text }),
        })),
        stale: review.stale.map((one) => ({ ...one, of: text, words: text })),
        notes: review.notes.map(() => text),
        picture: {
            ...review.picture,
            boxes: review.picture.boxes.map((one) => ({ ...one, type: text, name: text })),
        },
    };
}
