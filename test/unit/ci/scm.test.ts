import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { comment } from "../../../cli/ci/scm/comment";
import type { Scm } from "../../../cli/ci/scm/scm";
import { github } from "../../../cli/ci/scm/github";
import { gitlab } from "../../../cli/ci/scm/gitlab";
import { issues } from "../../../cli/ci/scm/issues";
import { errorText } from "../../../cli/failure";
import { takeOutput } from "../../../tools/output";
import { withHttpServer } from "../../httpServer";

const token = "a token that nobody may read";

/** The requests to a source control host, and its answers. */
interface Asked {
    call: string;
    body: Record<string, unknown>;
}
type Answer = (
    call: string,
    query: URLSearchParams,
) => { status?: number; body: unknown; headers?: object } | undefined;

/** A source control host on loopback. */
async function onForge(
    answer: Answer,
    test: (hosts: { github: Scm; gitlab: Scm; env: NodeJS.ProcessEnv; asked: Asked[] }) => Promise<void>,
): Promise<void> {
    const asked: Asked[] = [];
    const listener: RequestListener = (request, response) => {
        void bodyOf(request).then((text) => {
            const url = new URL(request.url ?? "", "http://scm");
            const call = `${request.method} ${url.pathname}`;
            asked.push({ call, body: text === "" ? {} : (JSON.parse(text) as Asked["body"]) });
            const { status = 200, body = {}, headers = {} } = answer(call, url.searchParams) ?? { body: {} };
            response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
        });
    };
    await withHttpServer(listener, (url) => {
        const env = {
            GITHUB_TOKEN: token,
            GITHUB_API_URL: url,
            GITHUB_GRAPHQL_URL: `${url}/graphql`,
            GITHUB_REPOSITORY: "acme/platform",
            GITLAB_TOKEN: token,
            CI_API_V4_URL: url,
            CI_PROJECT_ID: "5",
        };
        return test({ github: github(env), gitlab: gitlab(env), env, asked });
    });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts).toString();
}

const viewer = { body: { data: { viewer: { login: "pipeline[bot]" } } } };
const rejected = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
        () => "nothing was thrown",
        (error: Error) => error.message,
    );

/** Runs a command of a pipeline, with its environment and a file. */
async function inPipeline<T>(
    env: NodeJS.ProcessEnv,
    work: (write: (text: string) => string) => Promise<T>,
): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "scm-"));
    const before = { ...process.env };
    Object.assign(process.env, env);
    const restore = takeOutput(() => undefined);
    try {
        return await work((text) => {
            writeFileSync(join(folder, "file"), text);
            return join(folder, "file");
        });
    } finally {
        restore();
        process.env = before;
        rmSync(folder, { recursive: true, force: true });
    }
}

describe("comments of a pipeline", () => {
    const marker = "<!-- contact-center: preview -->";
    const request = (env: NodeJS.ProcessEnv) => ({ ...env, GITLAB_CI: "true", CI_MERGE_REQUEST_IID: "7" });
    const note = (id: number, body: string, author: number) => ({ id, body, author: { id: author }, system: false });
    const notes =
        (...all: object[]): Answer =>
        (call) => {
            if (call === "GET /user") return { body: { id: 1 } };
            return call.startsWith("GET ") ? { body: all } : undefined;
        };
    const posted = async (there: object[], text: string): Promise<Asked[]> => {
        let changes: Asked[] = [];
        await onForge(notes(...there), ({ env, asked }) =>
            inPipeline({ ...request(env), GITHUB_ACTIONS: "" }, async (write) => {
                await comment(write(text));
                changes = asked.filter(({ call }) => !call.startsWith("GET ") && call !== "POST /graphql");
            }),
        );
        return changes;
    };

    it("are one for each kind: the first is created, the next replaces it, an identical one sends no request", async () => {
        const text = `${marker}\n\nnew`;
        const [add, change] = ["POST /projects/5/merge_requests/7/notes", "PUT /projects/5/merge_requests/7/notes/2"];
        expect(await posted([], text)).to.deep.equal([{ call: add, body: { body: text } }]);
        expect(await posted([note(2, `${marker}\n\nold`, 1)], text)).to.deep.equal([
            { call: change, body: { body: text } },
        ]);
        expect(await posted([note(2, `${text}\n`, 1)], text)).to.deep.equal([]);
    });

    it("are never other people's, even if they look like ours: their authors could change them", async () => {
        const there = [note(2, `${marker}\n\nold`, 66)];
        expect((await posted(there, `${marker}\n\nnew`)).map(({ call }) => call)).to.deep.equal([
            "POST /projects/5/merge_requests/7/notes",
        ]);
    });

    it("are not created from a file that does not name its kind", async () => {
        expect(await rejected(posted([], "words"))).to.match(
            /file was not written by `contact-center ci preview --comment`/,
        );
    });

    it("of a workflow whose token may not identify itself are those of GitHub's own account", () =>
        onForge(
            (call) =>
                call === "POST /graphql"
                    ? { body: { data: null, errors: [{ message: "Resource not accessible by integration" }] } }
                    : {
                          body: ["anna", "github-actions[bot]"].map((login, id) => ({
                              id,
                              body: "x",
                              user: { login },
                          })),
                      },
            async ({ github }) => {
                expect((await github.ownComments(7)).map(({ id }) => id)).to.deep.equal([1]);
            },
        ));

    it("are found on every page of GitHub", () =>
        onForge(
            (call, query) => {
                if (call === "POST /graphql") return viewer;
                const page = Number(query.get("page") ?? 1);
                const body = [{ id: page, body: "x", user: { login: page === 2 ? "pipeline[bot]" : "anna" } }];
                return { body, headers: page < 3 ? { link: nextLink(call, page) } : {} };
            },
            async ({ github }) => {
                expect(await github.ownComments(7)).to.deep.equal([
                    { id: 2, body: "x", user: { login: "pipeline[bot]" } },
                ]);
            },
        ));
});

const nextLink = (call: string, page: number): string =>
    `<${call.split(" ")[1]}?per_page=100&page=${page + 1}>; rel="next"`;

describe("issues of a pipeline", () => {
    const found = { fingerprint: "f", severity: "high", rule: "r", why: "worse" };
    const stack = (name: string, findings: object[], unchecked = 0) => ({
        stack: name,
        at: "2026-11-26T05:00:00Z",
        resources: findings.map((one, index) => ({
            urn: `u${index}`,
            type: "genesys.Role",
            id: "1",
            name: "eMite",
            status: "changed",
            findings: [one],
        })),
        summary: { "in sync": 1, changed: findings.length, missing: 0, unchecked, unmanaged: 0 },
        stale: [],
        notes: [],
        picture: { boxes: [], arrows: [] },
        requests: 4,
        history: [],
    });
    const issue = (number: number, name: string, body: string) => ({
        number,
        title: `Drift of ${name}`,
        body: `<!-- contact-center: drift ${name} -->\n\n${body}`,
        user: { login: "github-actions[bot]" },
    });
    const made = async (stacks: object[], open: object[]): Promise<Asked[]> => {
        let changes: Asked[] = [];
        const answer: Answer = (call) => ({ body: call.startsWith("GET ") ? open : { number: 9 } });
        await onForge(answer, ({ env, asked }) =>
            inPipeline({ ...env, GITHUB_ACTIONS: "true", GITHUB_EVENT_PATH: "" }, async (write) => {
                await issues(write(JSON.stringify({ version: 1, stacks })));
                changes = asked.filter(({ call }) => !call.startsWith("GET ") && call !== "POST /graphql");
            }),
        );
        return changes;
    };
    const path = "/repos/acme/platform/issues";

    it("are opened only for tenants with undecided findings", async () => {
        const decided = { ...found, decision: { decision: "ignore" } };
        const changes = await made([stack("acme", [found]), stack("umbrella", [decided]), stack("initech", [])], []);
        expect(changes.map(({ call, body }) => [call, body["title"], body["labels"]])).to.deep.equal([
            [`POST ${path}`, "Drift of acme", ["drift"]],
        ]);
        expect(changes[0]?.body["body"]).to.match(/^<!-- contact-center: drift acme -->/);
    });

    it("follow the findings, and are not touched if nothing is new", async () => {
        const [first] = await made([stack("acme", [found])], []);
        const same = { ...issue(4, "acme", ""), body: first?.body["body"] };
        expect(await made([stack("acme", [found])], [same])).to.deep.equal([]);
        const changes = await made([stack("acme", [found, { ...found, fingerprint: "g" }])], [same]);
        expect(changes.map(({ call }) => call)).to.deep.equal([`PATCH ${path}/4`]);
    });

    it("are closed with the last finding, with the reason", async () => {
        const changes = await made([stack("acme", [])], [issue(4, "acme", "old"), issue(5, "umbrella", "old")]);
        expect(changes.map(({ call, body }) => [call, body["state"]])).to.deep.equal([
            [`POST ${path}/4/comments`, undefined],
            [`PATCH ${path}/4`, "closed"],
        ]);
    });

    it("stay open if the tenant could not be read", async () => {
        const failed = { stack: "umbrella", at: "2026-11-26T05:00:00Z", error: "no" };
        const open = [issue(4, "acme", "old"), issue(5, "umbrella", "old")];
        expect(await made([stack("acme", [], 1), failed], open)).to.deep.equal([]);
    });

    it("are not pull requests with the same label", async () => {
        const request = { ...issue(4, "acme", "old"), pull_request: {} };
        expect(await made([stack("acme", [])], [request])).to.deep.equal([]);
    });

    it("are never other people's, even if they look like ours: their authors could change them", async () => {
        const theirs = { ...issue(4, "acme", "old"), user: { login: "mallory" }, author: { id: 66 } };
        const changes = await made([stack("acme", [found])], [theirs]);
        expect(changes.map(({ call }) => call)).to.deep.equal([`POST ${path}`]);
        await onForge(
            (call) => ({ body: call === "GET /user" ? { id: 5 } : [{ ...theirs, iid: 4, description: theirs.body }] }),
            async ({ gitlab }) => void expect(await gitlab.issues("drift")).to.deep.equal([]),
        );
    });

    it("of two stacks with the same name are refused", async () => {
        expect(await rejected(made([stack("acme", []), stack("acme", [])], []))).to.include("have a stack acme");
    });
});

describe("a source control host that refuses", () => {
    it("is quoted, with the missing permission and without the token", () =>
        onForge(
            () => ({ status: 403, body: { message: "Resource not accessible by integration" } }),
            async ({ github, gitlab }) => {
                const words = await rejected(github.addComment(7, "x"));
                expect(words).to.equal(
                    "GitHub refused POST /repos/acme/platform/issues/7/comments: 403 Resource not accessible by integration. The token needs pull-requests: write for comments, issues: write for issues [CC7011]",
                );
                expect(await rejected(gitlab.issues("drift"))).to.match(/^GitLab refused GET .*scope api/);
            },
        ));

    it("is not read to the end if its answer is too long, and the error says so", async () => {
        process.env["CONTACTCENTER_ANSWER_LIMIT"] = "1";
        try {
            const long = [{ id: 1, body: "x".repeat(8 * 2 ** 20) }];
            await onForge(
                () => ({ body: long }),
                async ({ github: host, gitlab: other, asked }) => {
                    for (const one of [host, other]) {
                        const error = await one.issues("drift").then(
                            () => expect.fail("it must fail"),
                            (failure: Error) => failure,
                        );
                        expect(errorText(error)).to.match(
                            /^Git(Hub|Lab) gave no usable answer \(ERR_ANSWER_TOO_LONG\)/,
                        );
                        expect(errorText(error)).to.include("set CONTACTCENTER_ANSWER_LIMIT to more megabytes");
                    }
                    expect(asked.length).to.be.below(6);
                },
            );
        } finally {
            delete process.env["CONTACTCENTER_ANSWER_LIMIT"];
        }
    });

    it("is asked once to add something, and again to change it", () =>
        onForge(
            () => ({ status: 503, body: {} }),
            async ({ github, asked }) => {
                await rejected(github.addComment(7, "x"));
                expect(asked).to.have.length(1);
            },
        ));

    it("is the only host that gets the token: no redirect is followed, and no next page of another server; a page is not its own next one", () =>
        onForge(
            (call, query) => {
                if (call.startsWith("GET /projects/5/issues"))
                    return {
                        body: [],
                        headers: { link: `<${query.get("labels") ?? `?${query.toString()}`}>; rel="next"` },
                    };
                return call === "GET /user"
                    ? { body: { id: 5 } }
                    : { status: 302, body: {}, headers: { location: "https://elsewhere.example/x" } };
            },
            async ({ github, gitlab, asked }) => {
                for (const work of [github.addComment(7, "x"), gitlab.changeComment(7, 8, "x")])
                    expect(await rejected(work)).to.match(
                        /redirects .* to https:\/\/elsewhere\.example: the token was not sent/,
                    );
                expect(asked).to.have.length(2);
                expect(await rejected(gitlab.issues("https://elsewhere.example/y"))).to.include(
                    "links to a next page on another server, https://elsewhere.example. Nothing was sent there",
                );
                expect(await rejected(gitlab.issues("?again=1"))).to.include("links a page of a list to itself");
            },
        ));

    it("is not called if variables are missing, and all of them are named", () => {
        expect(() => github({ GITHUB_API_URL: "x" })).to.throw(
            "the environment of the pipeline lacks GITHUB_TOKEN, GITHUB_GRAPHQL_URL, GITHUB_REPOSITORY. Set",
        );
    });
});
