import { type Context, Hono } from "hono";
import { listen, stop } from "../../simulator/server";

export interface Comment {
    id: number;
    body: string;
    /** How often it was written. */
    writes: number;
}

export interface Issue {
    number: number;
    title: string;
    body: string;
    labels: string[];
    open: boolean;
}

/** The part of GitHub's and GitLab's API that comments and issues need, on loopback. */
export interface ScmServer {
    readonly github: string;
    readonly gitlab: string;
    /** What its callers must send. */
    readonly token: string;
    /** Of pull and merge requests, by their number. */
    readonly comments: Map<number, Comment[]>;
    readonly issues: Issue[];
    /** Each call, `POST /repos/acme/platform/issues`. */
    readonly calls: string[];
    stop(): Promise<void>;
}

type Json = Record<string, unknown>;

export async function startScm(): Promise<ScmServer> {
    const token = "scm-token-4b1d";
    const state = { comments: new Map<number, Comment[]>(), issues: [] as Issue[], calls: [] as string[] };
    const app = new Hono();
    app.use(async (http, next) => {
        state.calls.push(`${http.req.method} ${http.req.path}`);
        const { authorization, "private-token": privateToken } = http.req.header();
        if (authorization !== `Bearer ${token}` && privateToken !== token) return http.json({ message: "401" }, 401);
        return next();
    });
    addGitHub(app, state);
    addGitLab(app, state);
    const { server, url } = await listen(app, 0);
    return { ...state, token, github: url, gitlab: `${url}/api/v4`, stop: () => stop(server) };
}

interface State {
    comments: Map<number, Comment[]>;
    issues: Issue[];
}

const number = (http: Context, name: string): number => Number(http.req.param(name));
let lastId = 1_000;

function addComment({ comments }: State, request: number, body: string): Comment {
    const comment = { id: ++lastId, body, writes: 1 };
    comments.set(request, [...(comments.get(request) ?? []), comment]);
    return comment;
}

function rewrite({ comments }: State, id: number, body: string): Comment | undefined {
    const comment = [...comments.values()].flat().find((one) => one.id === id);
    if (comment !== undefined) Object.assign(comment, { body, writes: comment.writes + 1 });
    return comment;
}

/** Both servers announce further pages in a header; the tests' lists have one page. */
const pageOf = <T>(http: Context, all: readonly T[]): T[] =>
    Number(http.req.query("page") ?? "1") === 1 ? [...all] : [];

function addGitHub(app: Hono, state: State): void {
    const repository = "/repos/:owner/:name";
    const author = { user: { login: "github-actions[bot]", type: "Bot" } };
    const shown = ({ open, labels, ...issue }: Issue) => ({
        ...issue,
        state: open ? "open" : "closed",
        labels: labels.map((name) => ({ name })),
        ...author,
    });
    app.post("/graphql", (http) => http.json({ data: { viewer: { login: author.user.login } } }));
    app.get(`${repository}/issues/:number/comments`, (http) =>
        http.json(pageOf(http, state.comments.get(number(http, "number")) ?? []).map((one) => ({ ...one, ...author }))),
    );
    app.post(`${repository}/issues/:number/comments`, async (http) =>
        http.json(addComment(state, number(http, "number"), String((await http.req.json<Json>())["body"])), 201),
    );
    app.patch(`${repository}/issues/comments/:id`, async (http) =>
        http.json(rewrite(state, number(http, "id"), String((await http.req.json<Json>())["body"])) ?? {}),
    );
    app.get(`${repository}/issues`, (http) => http.json(pageOf(http, listed(http, state, "open")).map(shown)));
    app.post(`${repository}/issues`, async (http) => {
        const { title, body, labels } = await http.req.json<Json>();
        return http.json(shown(addIssue(state, title, body, labels)), 201);
    });
    app.patch(`${repository}/issues/:number`, async (http) => {
        const issue = state.issues.find((one) => one.number === number(http, "number"));
        if (issue === undefined) return http.json({ message: "Not Found" }, 404);
        const { state: word, ...change } = await http.req.json<Json>();
        Object.assign(issue, change, word === undefined ? {} : { open: word === "open" });
        return http.json(shown(issue));
    });
}

function addGitLab(app: Hono, state: State): void {
    const project = "/api/v4/projects/:project";
    const author = { author: { id: 4 }, system: false };
    const shown = ({ number: iid, body, open, title, labels }: Issue) => ({
        iid,
        id: iid,
        title,
        labels,
        description: body,
        state: open ? "opened" : "closed",
        author: author.author,
    });
    const notes = `${project}/merge_requests/:number/notes`;
    app.get("/api/v4/user", (http) => http.json({ id: author.author.id }));
    app.get(notes, (http) =>
        http.json(pageOf(http, state.comments.get(number(http, "number")) ?? []).map((one) => ({ ...one, ...author }))),
    );
    app.post(`${project}/issues/:number/notes`, (http) => http.json({}, 201));
    app.post(notes, async (http) =>
        http.json(addComment(state, number(http, "number"), String((await http.req.json<Json>())["body"])), 201),
    );
    app.put(`${notes}/:id`, async (http) =>
        http.json(rewrite(state, number(http, "id"), String((await http.req.json<Json>())["body"])) ?? {}),
    );
    app.get(`${project}/issues`, (http) => http.json(pageOf(http, listed(http, state, "opened")).map(shown)));
    app.post(`${project}/issues`, async (http) => {
        const { title, description, labels } = await http.req.json<Json>();
        return http.json(shown(addIssue(state, title, description, labels)), 201);
    });
    app.put(`${project}/issues/:number`, async (http) => {
        const issue = state.issues.find((one) => one.number === number(http, "number"));
        if (issue === undefined) return http.json({ message: "404" }, 404);
        const { state_event: event, description, ...change } = await http.req.json<Json>();
        Object.assign(issue, change, description === undefined ? {} : { body: description });
        if (event !== undefined) issue.open = event === "reopen";
        return http.json(shown(issue));
    });
}

function listed(http: Context, { issues }: State, open: string): Issue[] {
    const labels = (http.req.query("labels") ?? "").split(",").filter(Boolean);
    const state = http.req.query("state") ?? open;
    return issues.filter(
        (issue) => (state !== open || issue.open) && labels.every((label) => issue.labels.includes(label)),
    );
}

function addIssue({ issues }: State, title: unknown, body: unknown, labels: unknown): Issue {
    const names = typeof labels === "string" ? labels.split(",") : ((labels ?? []) as string[]);
    const issue = { number: issues.length + 1, title: String(title), body: String(body), labels: names, open: true };
    issues.push(issue);
    return issue;
}
