import type { Entries } from "./entry";

export const core: Entries = {
    CC1301: { when: "A program creates a `contact.Provider` with such a name.", fix: "Choose another name." },
};
