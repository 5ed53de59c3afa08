import { variables } from "../pipeline";
import { apiOf, requireSafe } from "./api";
import type { Comment, Scm } from "./scm";

const page = 100;

interface GitLabNote extends Comment {
    author: { id: number };
    system: boolean;
}

interface GitLabIssue {
    iid: number;
    title: string;
    description: string | null;
    author: { id: number };
}

/**
 * GitLab's REST API, https://docs.gitlab.com/api/rest/, configured by the variables of a job and a project access
 * token.
 */
export function gitlab(env: NodeJS.ProcessEnv): Scm {
    const { GITLAB_TOKEN, CI_API_V4_URL, CI_PROJECT_ID } = variables(
        env,
        "GITLAB_TOKEN",
        "CI_API_V4_URL",
        "CI_PROJECT_ID",
    );
    requireSafe({ CI_API_V4_URL }, env);
    const place = {
        name: "GitLab",
        headers: { "private-token": GITLAB_TOKEN },
        rights: "the scope api and the role Reporter or higher (a job's own token may not write comments)",
    };
    const api = apiOf({ ...place, url: `${CI_API_V4_URL}/projects/${encodeURIComponent(CI_PROJECT_ID)}` });
    const me = () =>
        apiOf({ ...place, url: CI_API_V4_URL })
            .get("user")
            .json<{ id: number }>();
    const all = <T>(path: string, query: Record<string, string> = {}) =>
        api.paginate.all<T, T[]>(path, { searchParams: { ...query, per_page: page } });

    return {
        async ownComments(request) {
            const { id: own } = await me();
            const notes = await all<GitLabNote>(`merge_requests/${request}/notes`);
            return notes.filter(({ author, system }) => author.id === own && !system);
        },
        addComment: (request, body) => done(api.post(`merge_requests/${request}/notes`, { json: { body } })),
        changeComment: (request, id, body) =>
            done(api.put(`merge_requests/${request}/notes/${id}`, { json: { body } })),
        async issues(label) {
            const [{ id: own }, found] = await Promise.all([
                me(),
                all<GitLabIssue>("issues", { labels: label, state: "opened" }),
            ]);
            const ours = found.filter(({ author }) => author.id === own);
            return ours.map(({ iid, title, description }) => ({ number: iid, title, body: description ?? "" }));
        },
        async openIssue({ title, body }, label) {
            const json = { title, description: body, labels: label };
            return (await api.post("issues", { json }).json<GitLabIssue>()).iid;
        },
        changeIssue: (number, { title, body }) =>
            done(api.put(`issues/${number}`, { json: { title, description: body } })),
        async closeIssue(number, why) {
            await api.post(`issues/${number}/notes`, { json: { body: why } });
            await api.put(`issues/${number}`, { json: { state_event: "close" } });
        },
    };
}

const done = async (request: Promise<unknown>): Promise<void> => void (await request);
