import { Converter, PageEvent } from "typedoc";

/**
 * A page has the title of its first heading, not of its file. The start page already has the project's name as its
 * title, which the heading of README.md would repeat.
 */
export function load(app) {
    app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
        const [first] = project.readme ?? [];
        if (first !== undefined) first.text = first.text.replace(/^# .+\n+/, "");
    });
    app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
        const title = /^# (.+)$/m.exec(document.content.map(({ text }) => text).join(""))?.[1];
        if (title !== undefined) document.name = title.replaceAll("`", "");
    });
    // Landmarks, by which a screen reader jumps to the content and to the navigation.
    app.renderer.on(PageEvent.END, (page) => {
        page.contents = page.contents
            ?.replace('<div class="col-content">', '<div class="col-content" role="main">')
            .replace('<div class="col-sidebar">', '<div class="col-sidebar" role="complementary" aria-label="Menus">')
            // Tables and programs scroll, also by the keyboard.
            .replaceAll("<table>", '<table tabindex="0">')
            .replaceAll("<pre>", '<pre tabindex="0">')
            // Output has no language. TypeDoc would color it as a program.
            .replaceAll(/<code>[^]*?<\/code>/g, (code) => code.replaceAll(/<\/?span[^>]*>/g, ""))
            // A link to README.md leads to the start page, also in a folder without a server.
            .replaceAll(/(href="(?:\.\.\/)+)(?=["#])/g, "$1index.html");
    });
}
