import { type UserProblem, userProblems } from "../../provider/imagicle/preview";
import { type RulesOptions, usersFrom } from "./rules";
import { print, printData } from "../print";

/** `contact-center imagicle preview` */
export async function preview(data: string, options: RulesOptions & { json?: boolean }): Promise<void> {
    const users = await usersFrom(data, options);
    const problems = userProblems(users);
    if (options.json) printData(JSON.stringify({ users, problems }));
    else {
        for (const problem of problems) print(line(problem));
        print(`${users.length} users, ${problems.length} problems`);
    }
    if (problems.some(({ kind }) => kind !== "noLine")) process.exitCode = 1;
}

const line = ({ user, field, value, reason }: UserProblem) => `${user}  ${field} ${JSON.stringify(value)}: ${reason}`;
