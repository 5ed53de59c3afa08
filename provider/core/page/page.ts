import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { type Figure, figures, type FilterGroup, filters, type Markup } from "./parts";
import { script } from "./script";
import { style } from "./style";

const hash = createHash("sha256").update(script).digest("base64");
/** Loads nothing from other addresses and runs only this script. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

export interface Page {
    heading: string;
    /** The heading with the date, for the title of a browser tab. */
    title: string;
    /** The subject of the page, in one line. */
    lead: string;
    figures: readonly Figure[];
    filters: readonly FilterGroup[];
    /** The items that the filters apply to. */
    items: string;
    /** The id of its heading. */
    itemsId: string;
    main: Markup;
    /** Styles in addition to those of all pages. */
    style?: string;
}

/** One self-contained page. It is readable without its script, which only filters. */
export const renderPage = (page: Page): string =>
    String(
        html`<!doctype html>
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta http-equiv="Content-Security-Policy" content="${policy}" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <title>${page.title}</title>
                    ${raw(`<style>${style}${page.style ?? ""}</style>`)}
                </head>
                <body>
                    <a class="skip" href="#${page.itemsId}">Skip to the ${page.items}</a>
                    <header>
                        <h1>${page.heading}</h1>
                        <p>${page.lead}</p>
                        ${figures(page.figures)}
                    </header>
                    ${filters(page.filters, `Filter the ${page.items}`)}
                    <main>${page.main}</main>
                    ${raw(`<script>${script}</script>`)}
                </body>
            </html> `,
    );
