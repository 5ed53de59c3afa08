export { convertUsers } from "./convertUsers";
export type { Conversion, Converted, FileConversion, Finding, FindingKind } from "./types";
export { UserImport, type UserImportArgs } from "./userImport";
