import { createHash } from "node:crypto";

const words = 4;

/**
 * Texts that were seen, with a number for each, by their digests: at most 80 bytes a text, so that a million addresses take
 * little memory. 128 bits of SHA-256 do not meet by chance.
 */
export class SeenTexts {
    #slots = new Uint32Array(1_024 * (words + 1));
    #count = 0;

    /** The number under which the text was seen first; nothing where it is new. Numbers are greater than 0. */
    seenAs(text: string, number: number): number | undefined {
        if ((this.#count + 1) * 2 * (words + 1) > this.#slots.length) this.#grow();
        const digest = createHash("sha256").update(text).digest();
        const key = Array.from({ length: words }, (_, index) => digest.readUInt32LE(index * 4));
        const at = this.#find(key);
        const known = this.#slots[at + words];
        if (known) return known;
        this.#put(at, key, number);
        return undefined;
    }

    #find(key: readonly number[]): number {
        const capacity = this.#slots.length / (words + 1);
        for (let slot = (key[0] ?? 0) % capacity; ; slot = (slot + 1) % capacity) {
            const at = slot * (words + 1);
            if (this.#slots[at + words] === 0 || key.every((word, index) => this.#slots[at + index] === word))
                return at;
        }
    }

    #put(at: number, key: readonly number[], number: number): void {
        this.#slots.set([...key, number], at);
        this.#count++;
    }

    #grow(): void {
        const before = this.#slots;
        this.#slots = new Uint32Array(before.length * 2);
        this.#count = 0;
        for (let at = 0; at < before.length; at += words + 1) {
            const number = before[at + words];
            const key = [...before.subarray(at, at + words)];
            if (number) this.#put(this.#find(key), key, number);
        }
    }
}
