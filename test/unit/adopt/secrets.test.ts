import { expect } from "chai";
import { parseSecrets, secretWishes } from "../../../cli/adopt/secrets";

describe("contact-center adopt --secret", () => {
    it("says of a file descriptor that cannot be read whose secret it is for, and that npx may not pass it on", async () => {
        const client = {
            urn: "u",
            type: "genesys:OAuthClient",
            name: "client",
            label: "emite_SSO",
            secretUnknown: true,
        };
        const sources = { interactive: false, config: () => undefined, works: () => Promise.resolve(true) };
        const choices = parseSecrets(["client=keep:fd:987"]);
        const failure: unknown = await secretWishes([client as never], choices, sources).catch(
            (error: unknown) => error,
        );
        expect(String(failure)).to.match(
            /^UserError: the secret of .*"emite_SSO".* cannot be read from the file descriptor 987 \(EBADF\). Redirect it, .* If npx does not pass it on/,
        );
    });
});
