export { UserImport, type UserImportArgs } from "./userImport";
