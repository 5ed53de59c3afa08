import type { Assumption } from "../assumption";

export const imagicle: readonly Assumption[] = [
    {
        id: "I-1",
        sentence: "A filter of the connector tells no upper from lower case.",
        places: ["provider/imagicle/filter.ts"],
        kind: "inferred",
        source: "[Imagicle's knowledge base](https://kbp.imagicle.com) does not tell",
        ifWrong: "A preview lists other users than the synchronization takes.",
        noCheck: "Imagicle has no interface that tells.",
    },
    {
        id: "I-2",
        sentence: "Values over their limit are cut or refused.",
        places: ["provider/imagicle/preview.ts"],
        kind: "inferred",
        source: "[Imagicle's knowledge base](https://kbp.imagicle.com) has the limits and not what happens",
        ifWrong: "A warning for what Imagicle may accept.",
        noCheck: "Imagicle has no interface that tells.",
    },
    {
        id: "I-3",
        sentence: "Yes and no are `True` and `False` in an import.",
        places: ["provider/imagicle/csv.ts"],
        kind: "inferred",
        source: "the table of [Imagicle's knowledge base](https://kbp.imagicle.com)",
        ifWrong: "The import refuses the file; a note says to compare.",
        noCheck: "Imagicle has no interface that tells.",
    },
    {
        id: "I-4",
        sentence: "Each Webex organization needs the authorization by its own full administrator.",
        places: ["provider/imagicle/procedure.ts"],
        kind: "inferred",
        source: "[Imagicle's knowledge base](https://kbp.imagicle.com) has it for one",
        ifWrong: "A step of the checklist too many.",
        noCheck: "Imagicle has no interface that tells.",
    },
    {
        id: "I-5",
        sentence: "The scope `spark-admin:locations_read` is needed.",
        places: ["provider/imagicle/webexLists.ts"],
        kind: "production",
        source: "Imagicle's own connector has it",
        ifWrong: "A scope too many in the checklist.",
        noCheck: "A token does not tell which of its scopes a call needs.",
    },
];
