import { readFile } from "node:fs/promises";
import { z } from "zod";
import { UserError } from "../transport/errors";

/** What Imagicle calls a kind of object, with the acronym of its user names. */
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

const text = z.string().optional();

/** One person, workspace, virtual line, hunt group, queue or auto attendant, as much as the rules take from it. */
const webexObject = z.object({
    kind: z.enum(Object.keys(kinds) as [Kind]),
    /** Webex' own id; it stays when the e-mail address changes. */
    id: z.string(),
    email: text,
    firstName: text,
    lastName: text,
    name: text,
    /** With the country code: `+447259856623`. */
    phoneNumber: text,
    extension: text,
    /** Prefix of the location; with the extension it makes the ESN. */
    routingPrefix: text,
    locationName: text,
    department: text,
    workPhone: text,
    mobilePhone: text,
    faxNumber: text,
    avatarUrl: text,
    address: z
        .object({ streetAddress: text, postalCode: text, locality: text, region: text, country: text })
        .optional(),
});
export type WebexObject = z.output<typeof webexObject>;

const webexData = z.object({ organizationName: z.string().default(""), objects: z.array(webexObject) });

/** What Control Hub holds of one organisation. */
export type WebexData = z.output<typeof webexData>;

/** Data that `contact-center imagicle fetch` has saved. */
export async function readWebexData(file: string): Promise<WebexData> {
    let parsed: unknown;
    try {
        parsed = JSON.parse(await readFile(file, "utf8"));
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new UserError(code === "ENOENT" ? `there is no file ${file}` : `${file} is no JSON: ${message}`);
    }
    const result = webexData.safeParse(parsed);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new UserError(`${file} is no Webex data: ${issue?.path.join(".")}: ${issue?.message}`);
}
