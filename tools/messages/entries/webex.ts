import type { Entries } from "./entry";

export const webex: Entries = {
    CC5001: {
        when: "A domain contains an invisible character, probably copied from a document.",
        fix: "Type it again.",
    },
    CC5002: { when: "A domain is misspelled, or is an e-mail address.", fix: "Write only the domain." },
    CC5003: { when: "An export has two columns with the same heading.", fix: "Delete or rename one of them." },
    CC5004: { when: "An export contains a column of passwords." },
    CC5005: {
        when: "`trackingCodes` names a heading that the export does not have.",
        fix: "Write the heading as in the export.",
    },
    CC5006: { when: "`trackingCodes` names a column twice.", fix: "List each column once." },
    CC5007: {
        when: "An export lacks a column that the import requires.",
        fix: "Export the users again with this column.",
    },
    CC5008: {
        when: "An export already has a column with the name that another column gets.",
        fix: "Delete one of the two columns.",
    },
    CC5009: {
        text: '"<heading>" is not a column of the import, or another note about a heading',
        when: "A heading of the export is unusual, for example unknown to the import.",
        fix: "Check the heading; docs/webex.md lists the columns.",
    },
    CC5010: {
        when: "Rows of the export have values to review, counted by kind.",
        fix: "Look at the page or the report; docs/webex.md describes each kind.",
    },
    CC5011: { when: "An export has no rows.", fix: "Export the users again." },
    CC5012: { when: "An export begins with the line in which Excel names the separator.", fix: "Nothing." },
    CC5013: { when: "An export has titles above its headings.", fix: "Nothing, if the row is a title." },
    CC5014: {
        when: "A file has a quote that is never closed, or is not a CSV file.",
        fix: "Correct the row, or save the file again.",
    },
    CC5015: { when: "An import status file lacks a column.", fix: "Check that it is the status file of the import." },
    CC5016: { when: "A file has no content.", fix: "Export it again." },
    CC5017: { when: "A file is an Excel workbook." },
    CC5018: { when: "A file has an encoding that is not supported." },
    CC5019: { when: "A file is binary.", fix: "Export it again as text." },
    CC5020: { when: "A file is incomplete.", fix: "Export or copy it again." },
    CC5021: { when: "A file contains a character that its encoding does not have." },
    CC5022: { when: "A file was saved by Excel in an old encoding." },
    CC5023: { when: "`scenario` of a user import has another value.", fix: "Choose the scenario by what is new." },
    CC5024: {
        when: "A user import in scenario 2, or one with a file, lacks `source`, `output` or `domain`.",
        fix: "Declare the property.",
    },
    CC5025: {
        text: "row <row>, <column> <value>: <finding>",
        when: "A row of the export has a mistake, so the import would reject or corrupt the user.",
        fix: "Correct the row in the export; docs/webex.md describes each kind of mistake.",
    },
    CC5026: { when: "An export has more mistakes than a preview lists." },
    CC5027: { when: "The export was changed between the preview and `pulumi up`." },
    CC5028: {
        when: "A file that a destroy or an update would delete is also read, or is a folder.",
        fix: "Delete it yourself if you do not need it any more, because it contains personal data.",
    },
};
