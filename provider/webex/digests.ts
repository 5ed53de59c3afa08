import { hash } from "node:crypto";

const words = 4;
const slot = words + 1;

/**
 * Texts that were seen, with a number for each, by digest. A text takes at most 80 bytes, so that a million addresses
 * need little memory. Collisions of 128 bits of SHA-256 do not happen by chance.
 */
export class SeenTexts {
    #slots = new Uint32Array(1_024 * slot);
    #count = 0;
    /** Of the text to find: allocating an array for each would take longer than its digest. */
    readonly #key = new Uint32Array(words);

    /** The number under which the text was first seen; nothing if it is new. Numbers are greater than 0. */
    seenAs(text: string, number: number): number | undefined {
        if ((this.#count + 1) * 2 * slot > this.#slots.length) this.#grow();
        const digest = hash("sha256", text, "buffer");
        const key = this.#key;
        for (let index = 0; index < words; index++) key[index] = digest.readUInt32LE(index * 4);
        const at = this.#find(key, 0);
        const known = this.#slots[at + words];
        if (known) return known;
        this.#put(at, key, 0, number);
        return undefined;
    }

    /** The position of a key, or where to insert it. */
    #find(keys: Uint32Array, from: number): number {
        const slots = this.#slots;
        for (let at = ((keys[from] ?? 0) * slot) % slots.length; ; at = (at + slot) % slots.length) {
            if (slots[at + words] === 0) return at;
            let index = 0;
            while (index < words && slots[at + index] === keys[from + index]) index++;
            if (index === words) return at;
        }
    }

    #put(at: number, keys: Uint32Array, from: number, number: number): void {
        for (let index = 0; index < words; index++) this.#slots[at + index] = keys[from + index] ?? 0;
        this.#slots[at + words] = number;
        this.#count++;
    }

    #grow(): void {
        const before = this.#slots;
        this.#slots = new Uint32Array(before.length * 2);
        this.#count = 0;
        for (let from = 0; from < before.length; from += slot) {
            const number = before[from + words];
            if (number) this.#put(this.#find(before, from), before, from, number);
        }
    }
}
