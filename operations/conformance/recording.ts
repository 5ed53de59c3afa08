import type { RawAnswer } from "./answer";

export class Recording {
    size = 0;
    readonly add = (_answer: RawAnswer, _body: unknown): void => void this.size++;
    files(): Record<string, string> {
        return {};
    }
}
