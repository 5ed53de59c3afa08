import { z } from "zod";
import { readJsonFile } from "../core/files";
import { isRecord } from "../core/json";
import { pathText } from "../core/problem";
import { UserError } from "../transport/errors";
import { coded } from "../transport/message";

/** Imagicle's name of a kind of object, with the acronym in its user names. */
export const kinds = {
    user: "",
    "hunt-group": "HG",
    "call-queue": "CQ",
    "auto-attendant": "AA",
    "virtual-line": "VL",
    workspace: "WS",
    "fax-workspace": "WSF",
} as const;
export type Kind = keyof typeof kinds;

/** Names of the kinds of object in messages. */
export const kindNames: Readonly<Record<Kind, string>> = {
    user: "people",
    "hunt-group": "hunt groups",
    "call-queue": "call queues",
    "auto-attendant": "auto attendants",
    "virtual-line": "virtual lines",
    workspace: "workspaces",
    "fax-workspace": "fax workspaces",
};

const kind = z.enum(Object.keys(kinds) as [Kind]);
/** Manually written files may contain an extension as a number. */
const text = z.union([z.string(), z.number().transform(String)]).optional();

/** One person, workspace, virtual line, hunt group, queue or auto attendant, with the fields that the rules use. */
const webexObject = z.object({
    kind,
    /** Webex' own id. It stays the same when the e-mail address changes. */
    id: z.string(),
    email: text,
    firstName: text,
    lastName: text,
    name: text,
    /** With the country code: `+447259856623`. */
    phoneNumber: text,
    extension: text,
    /** Prefix of the location. Together with the extension it forms the ESN. */
    routingPrefix: text,
    locationName: text,
    /** @default the organization of the whole file */
    organizationName: text,
    department: text,
    workPhone: text,
    mobilePhone: text,
    faxNumber: text,
    avatarUrl: text,
    address: z
        .object({ streetAddress: text, postalCode: text, locality: text, region: text, country: text })
        .optional(),
    /** Fields that Webex could not report, so it is unknown whether they are empty. */
    unread: z.array(z.string()).optional(),
});
export type WebexObject = z.output<typeof webexObject>;

const webexData = z.object({
    organizationName: z.string().default(""),
    objects: z.array(webexObject),
    /** Kinds that Webex refused to list, so it is unknown whether such objects exist. */
    unread: z.array(z.object({ kind, reason: z.string() })).optional(),
});

/** Data of Control Hub about one organization, or several. */
export type WebexData = z.output<typeof webexData>;

/** A JSON value in which `null` counts as absent. */
export function withoutNulls(value: unknown): unknown {
    if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).filter(([, item]) => item !== null);
    return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

/** Maximum number of mistakes listed for a file. */
const most = 10;

/** Data that `contact-center imagicle fetch` has saved. */
export async function readWebexData(file: string): Promise<WebexData> {
    const result = webexData.safeParse(withoutNulls(await readJsonFile(file)), {
        error: ({ code, input, ...issue }) =>
            code === "invalid_value"
                ? coded(
                      "CC4039",
                      `must be one of ${(issue["values"] as unknown[]).join(", ")}; it is ${JSON.stringify(input)}`,
                  )
                : undefined,
    });
    if (result.success) return result.data;
    const { issues } = result.error;
    const lines = issues.slice(0, most).map(({ path, message }) => `${pathText(path) || "the file"}: ${message}`);
    if (issues.length > most) lines.push(`… and ${issues.length - most} more`);
    throw new UserError(
        "CC4040",
        `${file} is not Webex data as \`contact-center imagicle fetch\` saves it:\n  ${lines.join("\n  ")}`,
    );
}
