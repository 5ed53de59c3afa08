/** What docs/messages.md says about a message. */
export interface Entry {
    /** When it is shown, in one sentence. */
    when: string;
    /** What to do, in one sentence. Absent if the message itself says it. */
    fix?: string;
    /** Its text, if the code does not stand next to one text in the source. */
    text?: string;
}

export type Entries = Readonly<Record<`CC${number}`, Entry>>;
