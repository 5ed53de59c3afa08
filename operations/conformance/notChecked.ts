/** Ends a check that cannot run. */
export class NotChecked extends Error {
    override readonly name = "NotChecked";
}
