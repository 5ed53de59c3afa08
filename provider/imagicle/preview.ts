import { type Field, fields } from "./fields";
import type { ImagicleUser } from "./users";

/** What is wrong with a user that the synchronisation would make, or worth knowing. */
export interface UserProblem {
    kind: "username" | "userNameTwice" | "numberTwice" | "tooLong" | "noLine" | "noKey";
    /** The user, by what Imagicle tells it by. */
    user: string;
    field: string;
    value: string;
    reason: string;
}

/** Fields with numbers that must be there once over all users: "e.g. 303 must appear only once". */
const numberFields = ["extension", "extensionAlias", "voicemailNumber", "faxNumber"];

/** Every problem, in the order of the users. */
export function userProblems(users: readonly ImagicleUser[]): UserProblem[] {
    const problems: UserProblem[] = [];
    const numbers = new Map<string, string>();
    const keys = new Set<string>();
    for (const user of users) {
        const found = (kind: UserProblem["kind"], field: string, value: string, reason: string) =>
            problems.push({ kind, user: user.key || user.id, field, value, reason });
        const table: Readonly<Record<string, Field>> = fields[user.connector];
        if (user.key === "") found("noKey", "", "", "has neither an e-mail address nor a user name");
        else if (keys.has(user.key)) found("userNameTwice", "username", user.key, "another user has the same name");
        keys.add(user.key);
        for (const [key, value] of Object.entries(user.values)) {
            const { label = key, max } = table[key] ?? {};
            if (max === undefined || [...value].length <= max) continue;
            const reason = `${label} has ${[...value].length} characters; ${max} at most (whether Imagicle cuts it or refuses it is not confirmed)`;
            found(key === "username" ? "username" : "tooLong", key, value, reason);
        }
        const own = new Set(numberFields.map((field) => user.values[field]).filter((value) => value !== undefined));
        for (const value of own) {
            const other = numbers.get(value);
            const field = numberFields.find((one) => user.values[one] === value) ?? "";
            if (other !== undefined) found("numberTwice", field, value, `${other} has the same number`);
            else numbers.set(value, user.key || user.id);
        }
        if ("extension" in table && !user.values["extension"])
            found("noLine", "extension", "", "has no line, so its extension stays blank");
    }
    return problems;
}
