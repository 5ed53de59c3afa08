/** Scenarios of the procedure "Provisioning steps for Tightly Coupled Integration", by what is new. */
export type Scenario = 1 | 2 | 3;

/** The import file that a checklist is about. */
export interface ImportFile {
    output: string;
    users: number;
}

const verified = [
    "Verify the integration: the Meetings screen under the Configuration tab shows the address of the Meetings site. When the organization's administrator signs in to the site, an administrator account is created there.",
];

/** The effects of importing a file, for users in it and users not in it. */
const imports = ({ output, users }: ImportFile): string[] => [
    `Import ${output} (${users} users) into the WebEx Connect organization with its Administration Tool. An import overwrites an account with the same e-mail address and never removes an account.`,
    "Look at status and statusMessage in the import status file (`contact-center webex status`).",
];

/** Why no user may be left out of the import of scenario 2. */
export const leftOut =
    "a Meetings user without a WebEx Connect account cannot sign in to the Meetings site after the activation";

/** The manual steps, in order. Only scenario 2 has users to import. In the others, a file is optional. */
export function checklistOf(scenario: Scenario, domain: string | undefined, file: ImportFile | undefined): string[] {
    const importing = file === undefined ? [] : imports(file);
    if (scenario === 2)
        return [
            `Change the e-mail addresses of all WebEx Meetings users to the domain ${domain ?? "of the Connect organization"}, on the Meetings site too.`,
            ...importing,
            `Check that every Meetings user is among the imported ones: ${leftOut}.`,
            "Tell all users well in advance: after the activation they sign in to WebEx Meetings with their WebEx Connect user name and password. Their former ones no longer work.",
            "Ask the WebEx provisioning team to enable the Tightly Coupled Integration.",
            ...verified,
        ];
    return [
        "The WebEx provisioning team creates a new WebEx Meetings site.",
        scenario === 1
            ? "The WebEx provisioning team creates a new WebEx Connect organization, with the address of the Meetings site for the Tightly Coupled Integration."
            : "The WebEx provisioning team enters the address of the Meetings site for the Tightly Coupled Integration in the existing WebEx Connect organization. Not confirmed (W-6): the procedure only says that scenario 3 is similar to scenario 1.",
        ...importing,
        ...verified,
    ];
}
