import type * as pulumi from "@pulumi/pulumi";

/**
 * The source of a field, or its fixed value. No public copy of Imagicle's procedure lists the mapping criteria of these
 * fields. Write yours as the screen words them: they are copied into the checklist.
 */
export type FieldRule<From extends string> =
    | From
    | { from: From; criterion?: pulumi.Input<string> }
    | { value: pulumi.Input<string>; criterion?: pulumi.Input<string> };

/** Sources of fields that differ by connector. */
interface Sources {
    domain: string;
    singleSignOnId: string;
    lastName: string;
    /** Sources of department, group and place of work. */
    place: string;
    faxNumber: string;
}

/** Rules that every connector has. */
interface CommonRules<Differing extends Sources> {
    /** Preferred language, when adding. */
    preferredLanguage?: pulumi.Input<string | undefined>;
    /** Password, when adding; a secret. */
    password?: pulumi.Input<string | undefined>;
    /** Active Directory username, every time from source; at most 255 characters. */
    activeDirectoryUsername?: pulumi.Input<"emailUsername" | "webexId" | undefined>;
    /** Domain, every time from source. */
    domain?: pulumi.Input<Differing["domain"] | undefined>;
    /** Single Sign-On (SSO) ID. */
    singleSignOnId?: pulumi.Input<FieldRule<Differing["singleSignOnId"]> | undefined>;
    /** Last Name, every time from source; at most 255 characters. */
    lastName?: pulumi.Input<Differing["lastName"] | undefined>;
    /** Cdr User Id; at most 255 characters. */
    cdrUserId?: pulumi.Input<FieldRule<"commonIdentityId"> | undefined>;
    /** Preferred Device name; at most 255 characters. */
    preferredDeviceName?: pulumi.Input<FieldRule<"nativeUserId"> | undefined>;
    /** PBX Username; at most 255 characters. */
    pbxUsername?: pulumi.Input<FieldRule<"nativeUserId"> | undefined>;
    /** Department; at most 255 characters. */
    department?: pulumi.Input<FieldRule<Differing["place"]> | undefined>;
    /** Recording Group name; at most 255 characters. */
    recordingGroup?: pulumi.Input<FieldRule<Differing["place"]> | undefined>;
    /** Cost Center; at most 255 characters. */
    costCenter?: pulumi.Input<FieldRule<Differing["place"]> | undefined>;
    /** Office Location; at most 255 characters. */
    officeLocation?: pulumi.Input<FieldRule<Differing["place"]> | undefined>;
    /** Home Phone. */
    homePhone?: pulumi.Input<FieldRule<"workPhone"> | undefined>;
    /** Mobile Business Number. */
    mobileBusinessNumber?: pulumi.Input<FieldRule<"mobilePhone"> | undefined>;
    /** User address. */
    userAddress?: pulumi.Input<FieldRule<"address"> | undefined>;
    /** Fax Number. */
    faxNumber?: pulumi.Input<FieldRule<Differing["faxNumber"]> | undefined>;
    /** Fax Group Username; at most 255 characters. */
    faxGroup?: pulumi.Input<FieldRule<"faxNumber" | Differing["place"]> | undefined>;
    /** Fax Company Name. */
    faxCompany?: pulumi.Input<FieldRule<"organizationName"> | undefined>;
    /** Fax Default Priority (0/1/2). */
    faxPriority?: pulumi.Input<0 | 1 | 2 | undefined>;
    /** Enable billing for fax number, when adding. */
    billFax?: pulumi.Input<boolean | undefined>;
    /** Fax: enable send, when adding. */
    faxSend?: pulumi.Input<boolean | undefined>;
    /** Fax: enable receive, when adding. */
    faxReceive?: pulumi.Input<boolean | undefined>;
    /** Enable Fax2Email, when adding. */
    faxToEmail?: pulumi.Input<boolean | undefined>;
    /** Fax to email address. */
    faxEmail?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** Fax2Email attach fax, when adding. */
    faxToEmailAttach?: pulumi.Input<boolean | undefined>;
    /** Send email notifications, when adding. */
    sendNotifications?: pulumi.Input<boolean | undefined>;
    /** Attach recording file to email notifications, when adding. */
    attachRecording?: pulumi.Input<boolean | undefined>;
}

/** Rules of connectors whose users have a telephone. */
interface TelephoneRules<Differing extends Sources> extends CommonRules<Differing> {
    /** Conversational AI Username. */
    conversationalAiUsername?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** User PIN, when adding; a secret. */
    pin?: pulumi.Input<string | undefined>;
    /** First extension number. */
    extension?: pulumi.Input<FieldRule<"esn" | "phoneNumber"> | undefined>;
    /** First extension number Alias; at most 255 characters. */
    extensionAlias?: pulumi.Input<
        FieldRule<"extension" | "phoneNumber" | "esn" | "workPhone" | "webexMail"> | undefined
    >;
    /** Enable billing for first extension number, when adding. */
    billExtension?: pulumi.Input<boolean | undefined>;
    /** Number of masked digits in Call Analytics, when adding. */
    maskedDigits?: pulumi.Input<number | undefined>;
    /** Enable billing for voicemail number, when adding. */
    billVoicemail?: pulumi.Input<boolean | undefined>;
    /** Do not keep sent voicemails, when adding. */
    dropSentVoicemails?: pulumi.Input<boolean | undefined>;
    /** Disable caller lookup on phone, when adding. */
    noCallerLookup?: pulumi.Input<boolean | undefined>;
    /** Rich Presence SIP URI. */
    presenceSipUri?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** Microsoft URI. */
    microsoftUri?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** Webex URI. */
    webexUri?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** Is a room, when adding. */
    isRoom?: pulumi.Input<boolean | undefined>;
    /** Picture; at most 200 KB. */
    picture?: pulumi.Input<FieldRule<"avatarUrl"> | undefined>;
}

/** Rules of the connector "Cisco Webex Users". Omitted fields are not checked. */
export interface UserRules extends TelephoneRules<{
    domain: "emailDomain";
    singleSignOnId: "webexMail";
    lastName: "lastName";
    place: "organizationName" | "locationName" | "department";
    faxNumber: "faxNumber";
}> {
    /** First Name, every time from source. */
    firstName?: pulumi.Input<"firstName" | undefined>;
    /** Device name; at most 255 characters. */
    deviceName?: pulumi.Input<FieldRule<"nativeUserId"> | undefined>;
    /** Email. */
    email?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
    /** VoiceMail Number. */
    voicemailNumber?: pulumi.Input<FieldRule<"voicemailOfEsn"> | undefined>;
    /** VoiceMail Address. */
    voicemailAddress?: pulumi.Input<FieldRule<"webexMail"> | undefined>;
}

/** Rules of the connector "Cisco Webex Virtual Objects". Omitted fields are not checked. */
export interface VirtualObjectRules extends TelephoneRules<{
    domain: "empty";
    singleSignOnId: "empty";
    lastName: "name";
    place: "organizationName" | "locationName";
    faxNumber: "faxNumber";
}> {
    /** Username; at most 20 characters. */
    username?: pulumi.Input<FieldRule<"phoneNumberOrEsnOrName"> | undefined>;
    /** First Name, every time from source. */
    firstName?: pulumi.Input<"empty" | undefined>;
    /** Device name. */
    deviceName?: pulumi.Input<FieldRule<"empty"> | undefined>;
    /** VoiceMail Number. */
    voicemailNumber?: pulumi.Input<FieldRule<never> | undefined>;
    /** VoiceMail Address. */
    voicemailAddress?: pulumi.Input<FieldRule<"empty"> | undefined>;
}

/** Rules of the connector "Cisco Webex Fax Workspaces". Omitted fields are not checked. */
export interface FaxWorkspaceRules extends CommonRules<{
    domain: "empty";
    singleSignOnId: "empty";
    lastName: "name";
    place: "organizationName" | "locationName";
    faxNumber: "phoneNumberOrEsn";
}> {
    /** Username; at most 20 characters. */
    username?: pulumi.Input<FieldRule<"phoneNumberOrEsnOrName"> | undefined>;
    /** Device name; at most 255 characters. */
    deviceName?: pulumi.Input<FieldRule<"nativeUserId"> | undefined>;
}
