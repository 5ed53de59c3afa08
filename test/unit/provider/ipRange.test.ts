import { expect } from "chai";
import { canonicalRange, isWithin } from "../../../provider/core/ipRange";

describe("IP addresses and ranges", () => {
    it("have one spelling per meaning", () => {
        const spellings = {
            "10.0.0.0/8": ["10.1.2.3/8", " 10.0.0.0/8 "],
            "10.0.0.1": ["10.0.0.1/32"],
            "255.255.255.254/31": ["255.255.255.255/31"],
            "0.0.0.0/0": ["203.0.113.7/0"],
            "2001:db8::1": ["2001:DB8:0::1", "2001:db8:0:0:0:0:0:1/128"],
            "2001:db8::/32": ["2001:db8:ffff::1/32"],
            "::/0": ["2001:db8::1/0"],
            "::ffff:102:304": ["::ffff:1.2.3.4"],
        };
        for (const [one, others] of Object.entries(spellings))
            for (const other of [one, ...others]) expect(canonicalRange(other), other).to.equal(one);
    });

    it("do not include anything else", () => {
        for (const text of [
            "",
            "10.0.0",
            "010.0.0.1",
            "10.0.0.1/33",
            "10.0.0.1/",
            "2001:db8::/129",
            "fe80::1%eth0",
            "a",
        ])
            expect(canonicalRange(text), text).to.equal(undefined);
    });

    it("are within a range if all of their addresses are", () => {
        expect(isWithin("10.1.0.0/16", "10.0.0.0/8")).to.equal(true);
        expect(isWithin("10.0.0.1", "10.0.0.1/32")).to.equal(true);
        expect(isWithin("2001:db8::1", "2001:db8::/32")).to.equal(true);
        expect(isWithin("10.0.0.0/8", "10.1.0.0/16")).to.equal(false);
        expect(isWithin("11.0.0.1", "10.0.0.0/8")).to.equal(false);
        expect(isWithin("::1", "0.0.0.0/0")).to.equal(false);
        expect(isWithin("1.2.3.4", "::/0")).to.equal(false);
    });
});
