import { compareUsers, type UserChange, type UserChanges } from "../core/snapshot";
import { coded } from "../transport/message";
import { type Filter, parseFilter } from "./filter";
import { byDesign, type UserProblem, userProblems } from "./preview";
import { normalRules, type WrittenRules } from "./rules";
import { type ImagicleUser, type Rules, usersOf } from "./users";
import { fitWarnings } from "./warnings";
import type { WebexData } from "./webexData";

/** The result of applying rules to Webex data, with everything to review in it. */
export interface Preview {
    rules: Rules;
    users: ImagicleUser[];
    problems: UserProblem[];
    /** Mismatches between rules and data. */
    warnings: string[];
}

export function previewOf(data: WebexData, written: WrittenRules): Preview {
    const rules = normalRules(written);
    const filter: Filter | undefined = written.filter === undefined ? undefined : parseFilter(written.filter);
    const users = usersOf(data, rules, filter);
    return { rules, users, problems: userProblems(users, rules), warnings: fitWarnings(data, rules, filter, users) };
}

/** The users of a preview compared with those of an earlier one. */
export interface Comparison {
    snapshot: string;
    changes: UserChanges;
    /** Keys of users that are removed and created again. */
    recreatedKeys: string[];
    /** By the users' ids. */
    changeOf: ReadonlyMap<string, UserChange>;
}

/** Values that Webex could not report count as unchanged, if they were known before. */
export function compared({ users }: Preview, data: WebexData, before: string): Comparison {
    const whole = (user: ImagicleUser) => user.unread.length === 0 && !(user.object.unread?.includes("email") ?? false);
    return compareUsers(before, {
        users: users.filter(whole),
        inPart: users.filter((user) => !whole(user)),
        othersMayExist: (data.unread ?? []).length > 0,
    });
}

/** Maximum number of examples of one kind. */
const most = 10;

const named = (lines: readonly string[]): string =>
    [...lines.slice(0, most), ...(lines.length > most ? [`… and ${lines.length - most} more`] : [])].join("; ");

/** What the user should know before the next synchronization. */
export function warningsOf({ problems, warnings }: Preview, { recreatedKeys }: Comparison): string[] {
    const lost =
        recreatedKeys.length === 0
            ? []
            : [
                  coded(
                      "CC4003",
                      `the next synchronization removes ${recreatedKeys.length} users and creates them again, because their ` +
                          `e-mail address changed. Their settings and data are lost: ${named(recreatedKeys)}`,
                  ),
              ];
    const wrong = problems.filter((problem) => !byDesign(problem));
    if (wrong.length === 0) return [...lost, ...warnings];
    const lines = wrong.map(({ user, value, reason }) => `${user} ${JSON.stringify(value)}: ${reason}`);
    return [...lost, ...warnings, coded("CC4004", `${wrong.length} problems: ${named(lines)}`)];
}

/** Problems by kind. */
export function countByKind(problems: readonly UserProblem[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of problems) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
}
