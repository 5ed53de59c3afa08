import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect } from "chai";
import type { Page } from "playwright-core";

/** What changes with a page's design, and not with the wording of its messages. */
const labels = "h1, h2, h3, th, label, button, a";

/** In a PNG, the first chunk (with the size) ends here. */
const afterHeader = 33;
const type = "iTXt";
const keyword = "Description\0\0\0\0\0";

/**
 * A picture in `docs/` of a page as it is now: of this size, with the page's headings and labels. The picture carries
 * them as text, because pixels depend on the fonts of the machine. `UPDATE_SCREENSHOT=1` takes it again.
 */
export async function expectPicture(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
    const file = join(__dirname, "../../docs", `${name}.png`);
    const shown = (await page.locator(labels).filter({ visible: true }).allInnerTexts()).map((text) => text.trim());
    if (process.env["UPDATE_SCREENSHOT"]) {
        const picture = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, ...size } });
        await writeFile(file, withText(picture, JSON.stringify(shown)));
    }
    const picture = await readFile(file);
    expect({ width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }, file).to.deep.equal(size);
    expect(textOf(picture), `${file} is not of this page: renew it with UPDATE_SCREENSHOT=1`).to.deep.equal(shown);
}

function withText(picture: Buffer, text: string): Buffer {
    const chunk = Buffer.from(`${type}${keyword}${text}`);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(chunk.length - type.length);
    numbers.writeUInt32BE(crc32(chunk), 4);
    const [length, checksum] = [numbers.subarray(0, 4), numbers.subarray(4)];
    return Buffer.concat([picture.subarray(0, afterHeader), length, chunk, checksum, picture.subarray(afterHeader)]);
}

function textOf(picture: Buffer): unknown {
    const length = picture.readUInt32BE(afterHeader);
    const chunk = picture.subarray(afterHeader + 4, afterHeader + 8 + length).toString();
    return chunk.startsWith(type) ? JSON.parse(chunk.slice(type.length + keyword.length)) : undefined;
}
