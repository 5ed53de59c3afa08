export { convertUsers } from "./convertUsers";
export type { Conversion, Converted, FileConversion, Finding } from "./types";
export { UserImport, type UserImportArgs } from "./userImport";
