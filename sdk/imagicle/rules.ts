import type * as pulumi from "@pulumi/pulumi";

/**
 * Where a field comes from, or what is set. For these fields the mapping criteria of Imagicle's screen are in no public
 * copy of its procedure: give yours in its own words, it goes into the checklist.
 */
export type FieldRule<From extends string> =
    | From
    | { from: From; criterion?: pulumi.Input<string> }
    | { value: pulumi.Input<string>; criterion?: pulumi.Input<string> };

/** Rules of the connector "Cisco Webex Users". Fields that are left out are not looked at. */
export interface UserRules {
    /** Preferred language, when adding. */
    preferredLanguage?: pulumi.Input<string>;
    /** Password, when adding; a secret. */
    password?: pulumi.Input<string>;
    /** Active Directory username, every time from source; 255 characters at most. */
    activeDirectoryUsername?: pulumi.Input<"emailUsername" | "webexId">;
    /** Domain, every time from source. */
    domain?: pulumi.Input<"emailDomain">;
    /** Single Sign-On (SSO) ID. */
    singleSignOnId?: pulumi.Input<FieldRule<"webexMail">>;
    /** Conversational AI Username. */
    conversationalAiUsername?: pulumi.Input<FieldRule<"webexMail">>;
    /** First Name, every time from source. */
    firstName?: pulumi.Input<"firstName">;
    /** Last Name, every time from source; 255 characters at most. */
    lastName?: pulumi.Input<"lastName">;
    /** User PIN, when adding; a secret. */
    pin?: pulumi.Input<string>;
    /** First extension number. */
    extension?: pulumi.Input<FieldRule<"esn" | "phoneNumber">>;
    /** First extension number Alias; 255 characters at most. */
    extensionAlias?: pulumi.Input<FieldRule<"extension" | "phoneNumber" | "esn" | "workPhone" | "webexMail">>;
    /** Enable billing for first extension number, when adding. */
    billExtension?: pulumi.Input<boolean>;
    /** Cdr User Id; 255 characters at most. */
    cdrUserId?: pulumi.Input<FieldRule<"commonIdentityId">>;
    /** Device name; 255 characters at most. */
    deviceName?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** Preferred Device name; 255 characters at most. */
    preferredDeviceName?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** PBX Username; 255 characters at most. */
    pbxUsername?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** Email. */
    email?: pulumi.Input<FieldRule<"webexMail">>;
    /** Department; 255 characters at most. */
    department?: pulumi.Input<FieldRule<"organizationName" | "locationName" | "department">>;
    /** Recording Group name; 255 characters at most. */
    recordingGroup?: pulumi.Input<FieldRule<"organizationName" | "locationName" | "department">>;
    /** Cost Center; 255 characters at most. */
    costCenter?: pulumi.Input<FieldRule<"organizationName" | "locationName" | "department">>;
    /** Office Location; 255 characters at most. */
    officeLocation?: pulumi.Input<FieldRule<"organizationName" | "locationName" | "department">>;
    /** Number of masked digits in Call Analytics, when adding. */
    maskedDigits?: pulumi.Input<number>;
    /** Enable billing for voicemail number, when adding. */
    billVoicemail?: pulumi.Input<boolean>;
    /** VoiceMail Number. */
    voicemailNumber?: pulumi.Input<FieldRule<"voicemailOfEsn">>;
    /** VoiceMail Address. */
    voicemailAddress?: pulumi.Input<FieldRule<"webexMail">>;
    /** Do not keep sent voicemails, when adding. */
    dropSentVoicemails?: pulumi.Input<boolean>;
    /** Home Phone. */
    homePhone?: pulumi.Input<FieldRule<"workPhone">>;
    /** Mobile Business Number. */
    mobileBusinessNumber?: pulumi.Input<FieldRule<"mobilePhone">>;
    /** User address. */
    userAddress?: pulumi.Input<FieldRule<"address">>;
    /** Fax Number. */
    faxNumber?: pulumi.Input<FieldRule<"faxNumber">>;
    /** Fax Group Username; 255 characters at most. */
    faxGroup?: pulumi.Input<FieldRule<"faxNumber" | "organizationName" | "locationName" | "department">>;
    /** Fax Company Name. */
    faxCompany?: pulumi.Input<FieldRule<"organizationName">>;
    /** Fax Default Priority (0/1/2). */
    faxPriority?: pulumi.Input<0 | 1 | 2>;
    /** Enable billing for fax number, when adding. */
    billFax?: pulumi.Input<boolean>;
    /** Fax: enable send, when adding. */
    faxSend?: pulumi.Input<boolean>;
    /** Fax: enable receive, when adding. */
    faxReceive?: pulumi.Input<boolean>;
    /** Enable Fax2Email, when adding. */
    faxToEmail?: pulumi.Input<boolean>;
    /** Fax to email address. */
    faxEmail?: pulumi.Input<FieldRule<"webexMail">>;
    /** Fax2Email attach fax, when adding. */
    faxToEmailAttach?: pulumi.Input<boolean>;
    /** Disable caller lookup on phone, when adding. */
    noCallerLookup?: pulumi.Input<boolean>;
    /** Rich Presence SIP URI. */
    presenceSipUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Microsoft URI. */
    microsoftUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Webex URI. */
    webexUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Send email notifications, when adding. */
    sendNotifications?: pulumi.Input<boolean>;
    /** Attach recording file to email notifications, when adding. */
    attachRecording?: pulumi.Input<boolean>;
    /** Is a room, when adding. */
    isRoom?: pulumi.Input<boolean>;
    /** Picture; 200 KB at most. */
    picture?: pulumi.Input<FieldRule<"avatarUrl">>;
}

/** Rules of the connector "Cisco Webex Virtual Objects". Fields that are left out are not looked at. */
export interface VirtualObjectRules {
    /** Username; 20 characters at most. */
    username?: pulumi.Input<FieldRule<"phoneNumberOrEsnOrName">>;
    /** Preferred language, when adding. */
    preferredLanguage?: pulumi.Input<string>;
    /** Password, when adding; a secret. */
    password?: pulumi.Input<string>;
    /** Active Directory username, every time from source; 255 characters at most. */
    activeDirectoryUsername?: pulumi.Input<"emailUsername" | "webexId">;
    /** Domain, every time from source. */
    domain?: pulumi.Input<"empty">;
    /** Single Sign-On (SSO) ID. */
    singleSignOnId?: pulumi.Input<FieldRule<"empty">>;
    /** Conversational AI Username. */
    conversationalAiUsername?: pulumi.Input<FieldRule<"webexMail">>;
    /** First Name, every time from source. */
    firstName?: pulumi.Input<"empty">;
    /** Last Name, every time from source; 255 characters at most. */
    lastName?: pulumi.Input<"name">;
    /** User PIN, when adding; a secret. */
    pin?: pulumi.Input<string>;
    /** First extension number. */
    extension?: pulumi.Input<FieldRule<"esn" | "phoneNumber">>;
    /** First extension number Alias; 255 characters at most. */
    extensionAlias?: pulumi.Input<FieldRule<"extension" | "phoneNumber" | "esn" | "workPhone" | "webexMail">>;
    /** Enable billing for first extension number, when adding. */
    billExtension?: pulumi.Input<boolean>;
    /** Cdr User Id; 255 characters at most. */
    cdrUserId?: pulumi.Input<FieldRule<"commonIdentityId">>;
    /** Device name. */
    deviceName?: pulumi.Input<FieldRule<"empty">>;
    /** Preferred Device name; 255 characters at most. */
    preferredDeviceName?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** PBX Username; 255 characters at most. */
    pbxUsername?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** Department; 255 characters at most. */
    department?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Recording Group name; 255 characters at most. */
    recordingGroup?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Cost Center; 255 characters at most. */
    costCenter?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Office Location; 255 characters at most. */
    officeLocation?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Number of masked digits in Call Analytics, when adding. */
    maskedDigits?: pulumi.Input<number>;
    /** Enable billing for voicemail number, when adding. */
    billVoicemail?: pulumi.Input<boolean>;
    /** VoiceMail Number. */
    voicemailNumber?: pulumi.Input<FieldRule<never>>;
    /** VoiceMail Address. */
    voicemailAddress?: pulumi.Input<FieldRule<"empty">>;
    /** Do not keep sent voicemails, when adding. */
    dropSentVoicemails?: pulumi.Input<boolean>;
    /** Home Phone. */
    homePhone?: pulumi.Input<FieldRule<"workPhone">>;
    /** Mobile Business Number. */
    mobileBusinessNumber?: pulumi.Input<FieldRule<"mobilePhone">>;
    /** User address. */
    userAddress?: pulumi.Input<FieldRule<"address">>;
    /** Fax Number. */
    faxNumber?: pulumi.Input<FieldRule<"faxNumber">>;
    /** Fax Group Username; 255 characters at most. */
    faxGroup?: pulumi.Input<FieldRule<"faxNumber" | "organizationName" | "locationName">>;
    /** Fax Company Name. */
    faxCompany?: pulumi.Input<FieldRule<"organizationName">>;
    /** Fax Default Priority (0/1/2). */
    faxPriority?: pulumi.Input<0 | 1 | 2>;
    /** Enable billing for fax number, when adding. */
    billFax?: pulumi.Input<boolean>;
    /** Fax: enable send, when adding. */
    faxSend?: pulumi.Input<boolean>;
    /** Fax: enable receive, when adding. */
    faxReceive?: pulumi.Input<boolean>;
    /** Enable Fax2Email, when adding. */
    faxToEmail?: pulumi.Input<boolean>;
    /** Fax to email address. */
    faxEmail?: pulumi.Input<FieldRule<"webexMail">>;
    /** Fax2Email attach fax, when adding. */
    faxToEmailAttach?: pulumi.Input<boolean>;
    /** Disable caller lookup on phone, when adding. */
    noCallerLookup?: pulumi.Input<boolean>;
    /** Rich Presence SIP URI. */
    presenceSipUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Microsoft URI. */
    microsoftUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Webex URI. */
    webexUri?: pulumi.Input<FieldRule<"webexMail">>;
    /** Send email notifications, when adding. */
    sendNotifications?: pulumi.Input<boolean>;
    /** Attach recording file to email notifications, when adding. */
    attachRecording?: pulumi.Input<boolean>;
    /** Is a room, when adding. */
    isRoom?: pulumi.Input<boolean>;
    /** Picture; 200 KB at most. */
    picture?: pulumi.Input<FieldRule<"avatarUrl">>;
}

/** Rules of the connector "Cisco Webex Fax Workspaces". Fields that are left out are not looked at. */
export interface FaxWorkspaceRules {
    /** Username; 20 characters at most. */
    username?: pulumi.Input<FieldRule<"phoneNumberOrEsnOrName">>;
    /** Preferred language, when adding. */
    preferredLanguage?: pulumi.Input<string>;
    /** Password, when adding; a secret. */
    password?: pulumi.Input<string>;
    /** Active Directory username, every time from source; 255 characters at most. */
    activeDirectoryUsername?: pulumi.Input<"emailUsername" | "webexId">;
    /** Domain, every time from source. */
    domain?: pulumi.Input<"empty">;
    /** Single Sign-On (SSO) ID. */
    singleSignOnId?: pulumi.Input<FieldRule<"empty">>;
    /** Last Name, every time from source; 255 characters at most. */
    lastName?: pulumi.Input<"name">;
    /** Cdr User Id; 255 characters at most. */
    cdrUserId?: pulumi.Input<FieldRule<"commonIdentityId">>;
    /** Device name; 255 characters at most. */
    deviceName?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** Preferred Device name; 255 characters at most. */
    preferredDeviceName?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** PBX Username; 255 characters at most. */
    pbxUsername?: pulumi.Input<FieldRule<"nativeUserId">>;
    /** Department; 255 characters at most. */
    department?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Recording Group name; 255 characters at most. */
    recordingGroup?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Cost Center; 255 characters at most. */
    costCenter?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Office Location; 255 characters at most. */
    officeLocation?: pulumi.Input<FieldRule<"organizationName" | "locationName">>;
    /** Home Phone. */
    homePhone?: pulumi.Input<FieldRule<"workPhone">>;
    /** Mobile Business Number. */
    mobileBusinessNumber?: pulumi.Input<FieldRule<"mobilePhone">>;
    /** User address. */
    userAddress?: pulumi.Input<FieldRule<"address">>;
    /** Fax Number. */
    faxNumber?: pulumi.Input<FieldRule<"phoneNumberOrEsn">>;
    /** Fax Group Username; 255 characters at most. */
    faxGroup?: pulumi.Input<FieldRule<"faxNumber" | "organizationName" | "locationName">>;
    /** Fax Company Name. */
    faxCompany?: pulumi.Input<FieldRule<"organizationName">>;
    /** Fax Default Priority (0/1/2). */
    faxPriority?: pulumi.Input<0 | 1 | 2>;
    /** Enable billing for fax number, when adding. */
    billFax?: pulumi.Input<boolean>;
    /** Fax: enable send, when adding. */
    faxSend?: pulumi.Input<boolean>;
    /** Fax: enable receive, when adding. */
    faxReceive?: pulumi.Input<boolean>;
    /** Enable Fax2Email, when adding. */
    faxToEmail?: pulumi.Input<boolean>;
    /** Fax to email address. */
    faxEmail?: pulumi.Input<FieldRule<"webexMail">>;
    /** Fax2Email attach fax, when adding. */
    faxToEmailAttach?: pulumi.Input<boolean>;
    /** Send email notifications, when adding. */
    sendNotifications?: pulumi.Input<boolean>;
    /** Attach recording file to email notifications, when adding. */
    attachRecording?: pulumi.Input<boolean>;
}
