import { Converter } from "typedoc";

/** A page is called what its first heading says, and not what its file is called. */
export function load(app) {
    app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
        const title = /^# (.+)$/m.exec(document.content.map(({ text }) => text).join(""))?.[1];
        if (title !== undefined) document.name = title.replaceAll("`", "");
    });
}
