import { z } from "zod";
import { described } from "../described";
import { nothing, text } from "../paging";
import { type Context, route } from "../route";
import { store } from "../tenant";
import { groupOf } from "./group";

const flag = z.boolean().optional();
const count = z.number().int().min(0).optional();
const policy = described(
    {
        enabled: flag,
        sendEmailNotifications: flag,
        disableEmailPii: flag,
        includeEmailTranscriptions: flag,
        languagePreference: text,
        emailPolicy: described({ emailMembers: flag, emailGroup: flag }).optional(),
        rotateCallsSecs: count,
        stopRingingAfterRotations: count,
        overflowGroupId: text,
        groupAlertType: z.enum(["RANDOM", "ROUND_ROBIN", "SEQUENTIAL"]).optional(),
        interactiveResponsePromptId: text,
        interactiveResponseRequired: flag,
        includeGroupNumberInUserCallerIdLists: flag,
    },
    { ignored: ["name", "group"] },
);
type Policy = z.output<typeof policy>;

/** What was set, by group. */
const policies = store<Policy>();

/** Every group has a policy from the start. Its values are inferred. */
const usual: Policy = { enabled: false, sendEmailNotifications: false, disableEmailPii: false };

function policyBody(context: Pick<Context, "tenant" | "params">) {
    const { id, name, type, rulesVisible, visibility } = groupOf(context);
    const group = { id, name, type, rulesVisible, visibility, selfUri: `/api/v2/groups/${id}` };
    return { name, group, ...usual, ...policies(context.tenant).get(id) };
}

const path = "/api/v2/voicemail/groups/{groupId}/policy";
const permission = (action: string) => [`voicemail:groupPolicy:${action}`];

/** The voicemail of groups: CX as Code asks for it with every group. */
export const voicemailRoutes = [
    route("GET", path, { permissions: permission("view"), query: nothing }, policyBody),
    route("PATCH", path, { permissions: permission("edit"), query: nothing, body: policy }, (context) => {
        const { id } = groupOf(context);
        const all = policies(context.tenant);
        all.set(id, { ...all.get(id), ...context.body });
        return policyBody(context);
    }),
];
