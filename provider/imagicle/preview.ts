import { type Field, fields } from "./fields";
import { type ImagicleUser, type Rules, sourceOf } from "./users";

/** A problem or notice about a user that the synchronization would create. */
export interface UserProblem {
    kind: "username" | "userNameTwice" | "numberTwice" | "tooLong" | "noLine" | "otherLine" | "noKey" | "notRead";
    /** The user, by Imagicle's key. */
    user: string;
    /** Webex' id of the user. */
    id: string;
    field: string;
    value: string;
    reason: string;
    /** Webex' id of the user that it clashes with. */
    other?: string;
}

/** Imagicle gives users without a line a blank extension, so it is not a mistake. */
export const byDesign = ({ kind }: UserProblem): boolean => kind === "noLine";

/** Fields with numbers that must be unique over all users: "e.g. 303 must appear only once". */
export const numberFields: readonly string[] = ["extension", "extensionAlias", "voicemailNumber", "faxNumber"];

const tableOf = ({ connector }: ImagicleUser): Readonly<Record<string, Field>> => fields[connector];

/** The name of a user in messages. */
export const nameOf = ({ key, id }: ImagicleUser): string => key || id;

function problem(
    user: ImagicleUser,
    kind: UserProblem["kind"],
    field: string,
    value: string,
    reason: string,
    other?: ImagicleUser,
): UserProblem {
    const about = { kind, user: nameOf(user), id: user.id, field, value, reason };
    return other === undefined ? about : { ...about, other: other.id };
}

/** Every problem, in the order of the users. */
export function userProblems(users: readonly ImagicleUser[], rules: Rules): UserProblem[] {
    const numbers = new Map<string, ImagicleUser>();
    const keys = new Map<string, ImagicleUser>();
    return users.flatMap((user) => [
        ...unread(user),
        ...sameKey(user, keys),
        ...tooLong(user),
        ...sameNumbers(user, numbers),
        ...blankExtension(user, rules),
    ]);
}

function unread(user: ImagicleUser): UserProblem[] {
    const [field] = user.unread;
    if (field === undefined) return [];
    const labels = user.unread.map((key) => tableOf(user)[key]?.label ?? key);
    const reason = `Webex did not report the source of ${labels.join(", ")}. Fetch the data again`;
    return [problem(user, "notRead", field, "", reason)];
}

function sameKey(user: ImagicleUser, keys: Map<string, ImagicleUser>): UserProblem[] {
    const { key, object } = user;
    if (key === "") {
        const known = user.unread.length === 0 && !object.unread?.includes("email");
        const reason = "has neither an e-mail address nor a user name";
        return known ? [problem(user, "noKey", "", "", reason)] : [];
    }
    const other = keys.get(key);
    if (other === undefined) {
        keys.set(key, user);
        return [];
    }
    return [problem(user, "userNameTwice", "username", key, "another user has the same name", other)];
}

function tooLong(user: ImagicleUser): UserProblem[] {
    return Object.entries(user.values).flatMap(([key, value]): UserProblem[] => {
        const { label = key, max } = tableOf(user)[key] ?? {};
        const length = [...value].length;
        if (max === undefined || length <= max) return [];
        const reason = `${label} has ${length} characters; the maximum is ${max}. Not confirmed (I-2): whether Imagicle truncates or rejects it`;
        return [problem(user, key === "username" ? "username" : "tooLong", key, value, reason)];
    });
}

/** A user may have the same number in several fields. */
function sameNumbers(user: ImagicleUser, numbers: Map<string, ImagicleUser>): UserProblem[] {
    const own = new Map<string, string>();
    for (const field of numberFields) {
        const value = user.values[field];
        if (value !== undefined && !own.has(value)) own.set(value, field);
    }
    return [...own].flatMap(([value, field]): UserProblem[] => {
        const other = numbers.get(value);
        if (other === undefined) {
            numbers.set(value, user);
            return [];
        }
        return [problem(user, "numberTwice", field, value, `${nameOf(other)} has the same number`, other)];
    });
}

/**
 * Only if a rule takes the extension from Webex. Without a rule it is not checked, and a fixed value is never blank.
 */
function blankExtension(user: ImagicleUser, rules: Rules): UserProblem[] {
    const { connector, values, object } = user;
    const field = tableOf(user)["extension"];
    const source = field && sourceOf(field, rules[connector]?.["extension"]);
    if (source === undefined || values["extension"] || user.unread.includes("extension")) return [];
    const { extension, phoneNumber } = object;
    const has = extension ? `the extension ${extension}` : phoneNumber ? `the number ${phoneNumber}` : undefined;
    const wanted = source === "phoneNumber" ? "phone number" : "extension";
    return has === undefined
        ? [problem(user, "noLine", "extension", "", "has no line, so its extension stays blank")]
        : [
              problem(
                  user,
                  "otherLine",
                  "extension",
                  "",
                  `has ${has} but no ${wanted}, which the rule uses, so its extension stays blank`,
              ),
          ];
}
