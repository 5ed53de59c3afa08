import { counted } from "../drift/format";
import { html, raw } from "hono/html";
import type { RootContent } from "mdast";
import type { FormRow, Handover } from "../../operations/handover/handover";
import { printable } from "../../provider/transport/foreignText";
import { list, markdown, paragraph, row, text, words } from "../markdown";

export type Format = "html" | "markdown" | "json";

const title = "Genesys Cloud Integration Details Form";
/** A value, or where a secret is: in the encrypted file, or not in the form. */
function shownValue({ value, secret }: FormRow, reveal: boolean, encrypted: string | undefined): string {
    if (value === "") return "missing";
    if (!secret || reveal) return value;
    return encrypted ? `in ${encrypted}` : "sent separately";
}

/** The form in a format. Secrets are included only if they were revealed. */
export function renderForm(form: Handover, format: Format, reveal: boolean, encrypted: string | undefined): string {
    const shown: Handover = {
        ...form,
        sections: form.sections.map(({ title, rows }) => ({
            title,
            rows: rows.map((row) => ({ ...row, value: shownValue(row, reveal, encrypted) })),
        })),
    };
    if (format === "json") return `${JSON.stringify(shown, undefined, 4)}\n`;
    return format === "html" ? page(shown) : document(shown);
}

const sentence = (note: string): string => note.charAt(0).toUpperCase() + note.slice(1);

const failed = ({ checks }: Handover) => checks.filter(({ problem }) => problem !== undefined);
/** The items whose answer is known. */
const made = ({ checks }: Handover) => checks.filter(({ unverified }) => unverified === undefined);

/** `14 checks, 1 failed, 1 not verified` */
export function formatCounts(form: Handover): string {
    const open = form.checks.length - made(form).length;
    return `${counted(made(form).length, "check")}, ${failed(form).length} failed${open > 0 ? `, ${open} not verified` : ""}`;
}

/** The result of the checks, for the cover. */
function verdict(form: Handover): string {
    const { length } = made(form);
    const problems = failed(form).length;
    if (problems > 0) return `Do not hand this over yet: ${problems} of ${counted(length, "check")} failed.`;
    const open = form.checks.length - length;
    return `${counted(length, "check")}: everything in this form is true now${open > 0 ? `, except for ${open} not verified` : ""}.`;
}

/** One printable page. Wrong items come first. */
function page(form: Handover): string {
    const problems = failed(form);
    const cover =
        problems.length === 0
            ? html`<p class="good">${verdict(form)}</p>`
            : html`<div class="bad">
                  <p><strong>${verdict(form)}</strong></p>
                  <ul>
                      ${problems.map(({ object, problem }) => html`<li>${printable(`${object}: ${problem}`)}</li>`)}
                  </ul>
              </div>`;
    const table = (rows: readonly FormRow[]) =>
        html`<table>
            ${rows.map(
                ({ label, value }) =>
                    html`<tr>
                        <th>${label}</th>
                        <td>${printable(value)}</td>
                    </tr>`,
            )}
        </table>`;
    return String(
        html`<!doctype html>
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <title>${title}: ${printable(form.organization)}</title>
                    <style>
                        ${raw(style)}
                    </style>
                </head>
                <body>
                    <main>
                        <h1>${title}</h1>
                        ${cover} ${form.notes.map((note) => html`<p>${sentence(note)}</p>`)}
                        ${form.sections.map(
                            ({ title: heading, rows }) =>
                                html`<h2>${heading}</h2>
                                    ${table(rows)}`,
                        )}
                    </main>
                </body>
            </html> `,
    );
}

const style = `
@page { size: A4; margin: 15mm }
body { font: 13px/1.4 system-ui, sans-serif; max-width: 180mm; margin: 8mm auto; color: #222 }
h1 { font-size: 20px } h2 { font-size: 15px; margin: 14px 0 4px }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { width: 38%; background: #f3f3f3; font-weight: normal }
.good { color: #060 } .bad { border: 2px solid #a00; padding: 0 10px; color: #a00 }`;

/** Values are not shortened, because users copy them from here. */
const whole = Number.POSITIVE_INFINITY;

function document(form: Handover): string {
    const problems = failed(form);
    const cover: RootContent[] =
        problems.length === 0
            ? [paragraph(text(verdict(form)))]
            : [
                  paragraph({ type: "strong", children: [text(verdict(form))] }),
                  list(problems.map(({ object, problem = "" }) => [words(`${object}: ${problem}`, whole)])),
              ];
    const sections = form.sections.flatMap(({ title: heading, rows }): RootContent[] => [
        { type: "heading", depth: 2, children: [text(heading)] },
        {
            type: "table",
            children: [row([], []), ...rows.map(({ label, value }) => row([text(label)], [words(value, whole)]))],
        },
    ]);
    return markdown([
        { type: "heading", depth: 1, children: [text(title)] },
        ...cover,
        ...form.notes.map((note) => paragraph(text(sentence(note)))),
        ...sections,
    ]);
}
