/** Ends a check that cannot be made. */
export class NotChecked extends Error {
    override readonly name = "NotChecked";
}
