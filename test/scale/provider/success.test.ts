import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { EleveoApi } from "../../../provider/eleveo/api";
import { Deadline, within } from "../../../provider/transport/deadline";
import type { ApiError } from "../../../provider/transport/errors";
import { type Answer, answering, calls, clientSecret, eleveoAt, genesysAt } from "./answering";

const failureOf = (work: Promise<unknown>): Promise<ApiError> =>
    work.then(
        (value) => expect.fail(`it must fail, and gave ${JSON.stringify(value)}`),
        (error: ApiError) => error,
    );

const redirect =
    (status: number, location = "https://sso.example/login?secret=1"): Answer =>
    (_, response) =>
        response.writeHead(status, { location, "content-length": "0" }).end();

describe("only 200 to 299 is a success", () => {
    for (const [name, call] of Object.entries(calls))
        it(`${name} that is redirected fails, whatever the status, and is not sent on`, async () => {
            for (const status of [301, 302, 303, 307, 308])
                await answering(redirect(status), async (url, asked) => {
                    const { message } = await failureOf(call(url));
                    expect(message).to.match(/redirected to https:\/\/sso\.example(?!\/)/);
                    expect(asked.filter((one) => !one.endsWith("/token"))).to.have.length(1);
                });
        });

    it("a redirect to https says which address to configure", async () => {
        for (const [api, key] of [
            [eleveoAt, "eleveo:url"],
            [genesysAt, "genesyscloud:region"],
        ] as const) {
            const answer = redirect(301, "https://127.0.0.1/x");
            const { remedy } = await answering(answer, async (url) =>
                failureOf(api(url) instanceof EleveoApi ? eleveoAt(url).get("/clients") : genesysAt(url).divisions()),
            );
            expect(remedy).to.equal(`Set ${key} to the https address, https://127.0.0.1.`);
        }
    });

    it("a read without content, or with a success other than 200, is not a success", async () => {
        for (const status of [200, 202, 204, 304])
            for (const name of ["a read of Genesys Cloud", "a list of Genesys Cloud", "a read of Eleveo"])
                await answering(
                    (_, response) => response.writeHead(status).end(),
                    async (url) => void (await failureOf(calls[name]?.(url) ?? Promise.resolve())),
                );
    });

    it("a create is 201, a start of Imagicle's synchronization 202", async () => {
        for (const name of ["a create in Eleveo", "the start of Imagicle's synchronization"])
            for (const status of [200, 204])
                await answering(
                    (_, response) => response.writeHead(status, { location: "/clients/c" }).end(),
                    async (url) => void (await failureOf(calls[name]?.(url) ?? Promise.resolve())),
                );
    });

    it("a page of HTML is not an answer", async () => {
        const page: Answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>");
        for (const name of [
            "a deletion in Genesys Cloud",
            "a create in Eleveo",
            "the start of Imagicle's synchronization",
        ])
            await answering(page, async (url) => {
                // Deletions are retried until the deadline.
                await within(new Deadline(0.3), () => failureOf(calls[name]?.(url) ?? Promise.resolve()));
            });
    });

    it("a token is a text that is not empty; anything else is an error, and no request is sent with it", async () => {
        for (const token of [undefined, null, "", 7, {}])
            await answering(
                () => expect.fail("no request may be sent"),
                async (url) => {
                    const error = await failureOf(eleveoAt(url).get("/clients"));
                    expect(error).to.include({ login: true, code: "no access_token in the answer" });
                },
                (_, response) => response.end(JSON.stringify({ access_token: token, expires_in: 300 })),
            );
        await answering(
            () => expect.fail("no request may be sent"),
            async (url) =>
                expect(await failureOf(eleveoAt(url).get("/clients"))).to.include({ status: 302, login: true }),
            redirect(302),
        );
    });

    it("a token without a lifetime works, and is renewed", () =>
        answering(
            (_, response) => response.end("[]"),
            async (url) => expect(await eleveoAt(url).get("/clients")).to.deep.equal([]),
            (_, response) => response.end(JSON.stringify({ access_token: "a-token" })),
        ));
});

describe("what a server says", () => {
    it("is one printable line of bounded length, without the secrets of the request", async () => {
        const echo: Answer = ({ headers }, response) =>
            response
                .writeHead(400)
                .end(JSON.stringify({ message: `no\n\u001b[31m${headers.authorization} ${"x".repeat(9_000)}` }));
        for (const [call, token] of [
            [(url: string) => genesysAt(url).divisions(), undefined],
            [(url: string) => genesysAt(url).divisions(), echo],
        ] as const)
            await answering(
                echo,
                async (url) => {
                    const { message } = await failureOf(call(url));
                    const basic = Buffer.from(`c:${clientSecret}`).toString("base64");
                    for (const secret of ["a-token", clientSecret, basic]) expect(message).not.to.include(secret);
                    // oxlint-disable-next-line no-control-regex -- these are what a terminal would obey
                    expect(message).not.to.match(/[\u0000-\u001f]/);
                    expect(message.length).to.be.below(700);
                },
                token,
            );
    });
});

describe("an answer has a limit", () => {
    const endless: Answer = (_, response) => {
        const more = () => response.write("x".repeat(65_536), () => response.destroyed || setImmediate(more));
        response.writeHead(200);
        more();
    };
    it("of 32 MB, also for compressed content", async () => {
        const bomb: Answer = (_, response) =>
            response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(40 * 2 ** 20, " ")));
        for (const answer of [endless, bomb])
            await answering(answer, async (url, asked) => {
                const { message } = await failureOf(eleveoAt(url).get("/clients"));
                expect(message).to.include("ERR_ANSWER_TOO_LONG");
                expect(asked).to.have.length(2);
            });
    });

    it("that CONTACTCENTER_ANSWER_LIMIT sets, in megabytes; the error names it", async () => {
        const megabytes: Answer = (_, response) => response.writeHead(200).end(JSON.stringify("x".repeat(3 * 2 ** 20)));
        try {
            process.env["CONTACTCENTER_ANSWER_LIMIT"] = "2";
            await answering(megabytes, async (url) => {
                const { remedy } = await failureOf(eleveoAt(url).get("/clients"));
                expect(remedy).to.include("Answers are limited to 2 MB.").and.include("CONTACTCENTER_ANSWER_LIMIT");
                process.env["CONTACTCENTER_ANSWER_LIMIT"] = "4";
                expect(await eleveoAt(url).get("/clients")).to.have.length(3 * 2 ** 20);
                for (const wrong of ["0", "x", "1.5", "100000"]) {
                    process.env["CONTACTCENTER_ANSWER_LIMIT"] = wrong;
                    expect((await failureOf(eleveoAt(url).get("/clients"))).message).to.include(
                        `CONTACTCENTER_ANSWER_LIMIT must be a whole number of megabytes from 1 to 512; it is "${wrong}"`,
                    );
                }
            });
        } finally {
            delete process.env["CONTACTCENTER_ANSWER_LIMIT"];
        }
    });

    it("of 200 levels", async () => {
        const deep = (levels: number): Answer => {
            return (_, response) => response.writeHead(200).end("[".repeat(levels) + "]".repeat(levels));
        };
        await answering(deep(200), async (url) => expect(await eleveoAt(url).get("/clients")).to.be.an("array"));
        await answering(deep(100_000), async (url) => {
            const { message } = await failureOf(eleveoAt(url).get("/clients"));
            expect(message).to.include("ERR_ANSWER_TOO_DEEP");
        });
    });

    it("of the operation's deadline, however slowly it comes", async () => {
        const slow: Answer = (_, response) => {
            response.writeHead(200);
            const timer = setInterval(() => response.write(" "), 10);
            response.on("close", () => clearInterval(timer));
        };
        const deadline = new Deadline(0.3);
        await answering(slow, (url) => within(deadline, () => failureOf(eleveoAt(url).get("/clients"))));
        expect(deadline.passed).to.equal(true);
    });

    it("of pages: a list that repeats itself, or claims millions of pages, is an error", async () => {
        const items = Array.from({ length: 100 }, (_, index) => ({ id: `d${index}`, name: "x" }));
        for (const pageCount of [50, 3_000_000])
            await answering(
                (_, response) => response.end(JSON.stringify({ entities: items, pageCount })),
                async (url, asked) => {
                    await failureOf(genesysAt(url).divisions());
                    await failureOf(genesysAt(url).objects.groups.all());
                    expect(asked.length).to.be.below(120);
                },
            );
    });
});
