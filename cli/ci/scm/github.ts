import { variables } from "../pipeline";
import { apiOf, requireSafe } from "./api";
import type { Comment, Scm, Issue } from "./scm";

const page = 100;

interface GitHubComment extends Comment {
    user: { login: string } | null;
}

interface GitHubIssue extends Issue {
    user: { login: string } | null;
    pull_request?: object;
}

/** GitHub's REST API, https://docs.github.com/rest, configured by the variables of a workflow. */
export function github(env: NodeJS.ProcessEnv): Scm {
    const names = ["GITHUB_TOKEN", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL", "GITHUB_REPOSITORY"] as const;
    const { GITHUB_TOKEN, GITHUB_API_URL, GITHUB_GRAPHQL_URL, GITHUB_REPOSITORY } = variables(env, ...names);
    requireSafe({ GITHUB_API_URL, GITHUB_GRAPHQL_URL }, env);
    const place = {
        name: "GitHub",
        headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
        rights: "pull-requests: write for comments, issues: write for issues",
    };
    const api = apiOf({ ...place, url: `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}` });
    // The only way for a workflow's token to find out its own account. Not confirmed (P-2): that this query is allowed.
    const login = async () => {
        const { data } = await apiOf(place)
            .post(GITHUB_GRAPHQL_URL, { json: { query: "{ viewer { login } }" } })
            .json<{ data?: { viewer?: { login: string } | null } | null }>();
        return data?.viewer?.login ?? "github-actions[bot]";
    };
    const all = <T>(path: string, query: Record<string, string> = {}) =>
        api.paginate.all<T, T[]>(path, { searchParams: { ...query, per_page: page } });

    return {
        async ownComments(request) {
            const own = await login();
            const comments = await all<GitHubComment>(`issues/${request}/comments`);
            return comments.filter(({ user }) => user?.login === own);
        },
        addComment: (request, body) => done(api.post(`issues/${request}/comments`, { json: { body } })),
        changeComment: (_request, id, body) => done(api.patch(`issues/comments/${id}`, { json: { body } })),
        async issues(label) {
            // Pull requests are issues too.
            const [own, found] = await Promise.all([
                login(),
                all<GitHubIssue>("issues", { labels: label, state: "open" }),
            ]);
            return found.filter(({ pull_request: request, user }) => request === undefined && user?.login === own);
        },
        async openIssue(issue, label) {
            const { number } = await api.post("issues", { json: { ...issue, labels: [label] } }).json<Issue>();
            return number;
        },
        changeIssue: (number, issue) => done(api.patch(`issues/${number}`, { json: issue })),
        async closeIssue(number, why) {
            await api.post(`issues/${number}/comments`, { json: { body: why } });
            await api.patch(`issues/${number}`, { json: { state: "closed", state_reason: "completed" } });
        },
    };
}

const done = async (request: Promise<unknown>): Promise<void> => void (await request);
