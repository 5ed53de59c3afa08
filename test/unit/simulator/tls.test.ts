import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { expect } from "chai";
import { startSimulator } from "../../../simulator";

const answered = (url: string, ca?: string): Promise<number | string | undefined> =>
    new Promise((resolve) => {
        request(url, { ...(ca === undefined ? {} : { ca }), agent: false }, (response) => {
            response.resume();
            resolve(response.statusCode);
        })
            .on("error", (error: NodeJS.ErrnoException) => resolve(error.code))
            .end();
    });

describe("the simulator with TLS", () => {
    it("has its own certificate per run for each loopback name, which only those who trust it accept", async () => {
        const [sim, other] = await Promise.all([startSimulator({ tls: true }), startSimulator({ tls: true })]);
        try {
            const { port, protocol } = new URL(sim.url);
            expect(protocol).to.equal("https:");
            for (const host of ["127.0.0.1", "localhost"])
                expect(await answered(`https://${host}:${port}/`, sim.certificate), host).to.equal(200);
            expect(await answered(sim.url)).to.equal("DEPTH_ZERO_SELF_SIGNED_CERT");
            expect(await answered(sim.url, other.certificate)).to.be.a("string");
            const certificate = new X509Certificate(sim.certificate ?? "");
            expect(certificate.verify(certificate.publicKey)).to.equal(true);
            expect(certificate.subjectAltName).to.equal(
                "DNS:localhost, DNS:api.localhost, DNS:login.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
            );
            expect(certificate.ca).to.equal(true);
            expect(Date.parse(certificate.validFrom)).to.be.lessThan(Date.now());
            expect(Date.parse(certificate.validTo)).to.be.greaterThan(Date.now() + 300 * 86_400_000);
            expect(sim.certificate).not.to.equal(other.certificate);
        } finally {
            await Promise.all([sim.stop(), other.stop()]);
        }
    });
});
