import { expect } from "chai";
import { renderForm } from "../../../cli/handover/form";
import type { StateResource } from "../../../operations/handover/checks";
import type { Handover } from "../../../operations/handover/handover";
import { inStack, type State } from "./stack";

const problems = ({ checks }: Handover) =>
    checks.flatMap(({ object, problem }) => (problem === undefined ? [] : `${object}: ${problem}`));

const outputsOf = (state: State, key: string) => state[key]?.outputs ?? {};

describe("the handover form", () => {
    it("promises no secret that the stack lacks, whatever its client's grant, and says how to get it", () =>
        inStack(async (state, form) => {
            delete outputsOf(state, "ssoClient")["clientSecret"];
            outputsOf(state, "dataClient")["clientSecret"] = "";
            const handover = await form();
            const adopt = (resource: string) =>
                `is not in the stack. If you have the secret, run \`npx contact-center adopt --stack acme --secret ${resource}=keep\`. ` +
                `Otherwise \`npx contact-center adopt --stack acme --secret ${resource}=rotate\` gets a new one, and the old one stops working`;
            expect(problems(handover)).to.include.members([
                `secret of the OAuth client "emite_SSO": ${adopt("emite-ssoClient")}`,
                `secret of the OAuth client "emite_APIdata": ${adopt("emite-dataClient")}`,
            ]);
            for (const format of ["html", "markdown", "json"] as const) {
                const text = renderForm(handover, format, false, "form.html.age");
                expect(text.match(/in .*form\.html\.age/g), format).to.have.length(1);
                expect(text, format).to.include("missing");
            }
        }));

    it("says that a secret that no token proves is not verified, and counts it separately", () =>
        inStack(async (_state, form) => {
            const handover = await form();
            expect(handover.checks.filter(({ unverified }) => unverified).map(({ object }) => object)).to.deep.equal([
                'secret of the OAuth client "emite_SSO"',
            ]);
            for (const format of ["html", "markdown"] as const)
                expect(renderForm(handover, format, false, undefined)).to.match(/not verified, because people log in/);
        }));

    it("states no value that the stack lacks, as after an adoption without an `up`", () =>
        inStack(async (state, form) => {
            const { component: whole } = state;
            if (whole) Object.assign(whole, { outputs: {}, inputs: { wfm: true } });
            delete state["realtimeClient"];
            delete state["app"];
            const found = problems(await form());
            expect(found).to.include.members([
                "Genesys Cloud Region: is not in the stack. Run `pulumi up`",
                "Login Domain: is not in the stack. Run `pulumi up`",
                "Application Redirect URL: is not in the stack. Run `pulumi up`",
            ]);
            for (const name of [
                "emite_RealtimeData",
                "emite_WFMLookback",
                "emite_WFMActivity",
                "eMite Advanced Analytics",
            ])
                expect(
                    found.find((line) => line.startsWith(`${name}: is not in the stack`)),
                    name,
                ).not.to.equal(undefined);
        }));

    it("has the client's current secret, not the one of the last complete `up`; omits what is to be deleted", () =>
        inStack(async (state, form) => {
            Object.assign(outputsOf(state, "component"), { clientSecrets: { emite_APIdata: "the old one" } });
            state["old"] = { ...(state["dataClient"] as StateResource), id: "gone", delete: true };
            const { sections, checks } = await form();
            const rows = sections.flatMap((one) => one.rows);
            const { value } = rows.find(({ label }) => label === "emite_APIdata: Client Secret") ?? {};
            expect(value).to.equal(outputsOf(state, "dataClient")["clientSecret"]);
            expect(checks.some(({ problem }) => problem === "does not exist")).to.equal(false);
        }));

    it("finds what a refresh finds: neither a marker that was not written yet nor the timeouts of a resource", () =>
        inStack(async (state, form) => {
            const { accessGroup: group } = state;
            Object.assign(group?.inputs ?? {}, {
                marker: "tenant/acme/emite-accessGroup",
                __timeouts: { create: "5m" },
            });
            Object.assign(group?.outputs ?? {}, group?.inputs, { unmarked: true });
            const ofGroup = async () =>
                problems(await form()).filter((line) => line.startsWith('group "emite_Access"'));
            expect(await ofGroup()).to.deep.equal([]);
            delete outputsOf(state, "accessGroup")["unmarked"];
            expect(await ofGroup()).to.have.length(1);
        }));
});
