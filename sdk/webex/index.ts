export { convertUsers, type Converted, type FileConversion, type Finding } from "./convertUsers";
export { UserImport, type UserImportArgs } from "./userImport";
