import type { IncomingMessage, ServerResponse } from "node:http";
import { expect } from "chai";
import { github } from "../../../cli/ci/scm/github";
import { gitlab } from "../../../cli/ci/scm/gitlab";
import { errorText } from "../../../cli/failure";
import { Deadline, within } from "../../../provider/transport/deadline";
import { describe as described } from "../../../provider/core/describe";
import { EleveoApi } from "../../../provider/eleveo/api";
import { GenesysApi } from "../../../provider/genesys/api";
import { startSync } from "../../../provider/imagicle/sync";
import { fetchWebexData } from "../../../provider/imagicle/webexApi";
import { expectNowhere, withEveryCharacter } from "../../engine/secrets";
import { answering } from "./answering";

const [client, token, password, pin] = ["client", "token", "password", "pin"].map(withEveryCharacter) as [
    string,
    string,
    string,
    string,
];
/** A token is in a header, which allows no other characters. */
const bearer = "header-token/9f+31c27==";

/** Bodies with secrets, as the types send them. */
const body = { config: { clientSecret: password }, credentials: { basic: { userName: "u", value: pin } } };

const genesysAt = (url: string) =>
    new GenesysApi({
        region: "eu-west-1",
        requestsPerMinute: 1_000_000,
        clientId: "c",
        clientSecret: client,
        apiBase: url,
        loginBase: `${url}/login`,
    });
const eleveoAt = (url: string) =>
    new EleveoApi({ url, contextPath: "", realm: "acme", clientId: "c", clientSecret: client });
const pipeline = (url: string) => ({
    GITHUB_TOKEN: bearer,
    GITLAB_TOKEN: bearer,
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_REPOSITORY: "a/b",
    CI_API_V4_URL: url,
    CI_PROJECT_ID: "5",
});

const calls: Record<string, (url: string) => Promise<unknown>> = {
    "a read of Genesys Cloud": (url) => genesysAt(url).vendor.groups.getGroup("g"),
    "a change in Genesys Cloud": (url) =>
        genesysAt(url).vendor.integrations.putIntegrationConfigCurrent("i", { body } as never),
    "a read of Eleveo": (url) => eleveoAt(url).get("/clients"),
    "a create in Eleveo": (url) => eleveoAt(url).create("/identity-provider/instances", body),
    "a change in Eleveo": (url) => eleveoAt(url).put("/identity-provider/instances/i", body),
    "a read of Webex": (url) => fetchWebexData({ token: bearer, url }),
    "a start of Imagicle": (url) => startSync({ url, username: "u", password }),
    "a read of GitHub": (url) => github(pipeline(url)).issues("drift"),
    "a read of GitLab": (url) => gitlab(pipeline(url)).issues("drift"),
};

/** Every word of the request, in every field that an error may have and in every header that is read. */
async function echo(request: IncomingMessage, response: ServerResponse, status: number): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks).toString();
    const words = [
        ...Object.values(request.headers).map(String),
        ...(request.headers.authorization ?? "").split(" "),
        sent,
        decodeURIComponent(sent.replaceAll("+", " ").replaceAll(/%(?![\da-f]{2})/gi, "%25")),
        Buffer.from(sent).toString("base64"),
        Buffer.from(request.headers.authorization?.split(" ")[1] ?? "", "base64").toString("latin1"),
        JSON.stringify(sent),
    ].join(" ; ");
    const fields = [
        "message",
        "error",
        "error_description",
        "errorMessage",
        "description",
        "code",
        "contextId",
        "trackingId",
    ];
    const readable = words.replace(/[^\x20-\x7e]/g, "");
    response.writeHead(status, {
        "content-type": "application/json",
        "inin-correlation-id": readable,
        "retry-after": "600",
        ...(status === 302 ? { location: `https://evil.example/?${encodeURIComponent(readable)}` } : {}),
    });
    response.end(JSON.stringify(Object.fromEntries(fields.map((field) => [field, words]))));
}

describe("a server that repeats the request in its errors", () => {
    it("shows no secret in them: not its token, its client's secret, its password, or one in the body", async () => {
        let shown = "";
        for (const [name, call] of Object.entries(calls))
            for (const status of [302, 400, 401, 403, 404, 409, 429, 500])
                for (const logsIn of [true, false])
                    await answering(
                        (request, response) => void echo(request, response, status),
                        async (url) => {
                            const error = await within(new Deadline(0.2), () => call(url)).then(
                                () => expect.fail(`${name} must fail`),
                                (failure: Error) => failure,
                            );
                            shown += [
                                errorText(error),
                                described("create", "client", "c", error),
                                String(error.stack),
                                JSON.stringify(error),
                                String(error.cause),
                            ].join("\n");
                        },
                        logsIn
                            ? (_, response) => response.end(JSON.stringify({ access_token: token, expires_in: 300 }))
                            : (request, response) => void echo(request, response, status),
                    );
        expectNowhere([client, token, password, pin, bearer], { errors: shown });
    }).timeout(120_000);
});
