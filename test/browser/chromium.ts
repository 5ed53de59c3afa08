import { type Browser, chromium } from "playwright-core";

/** The browser that its package carries: nothing is installed by hand. */
export async function launchChromium(): Promise<Browser> {
    const { default: binary } = await import("@sparticuz/chromium");
    return chromium.launch({ executablePath: await binary.executablePath(), args: ["--no-sandbox"] });
}
