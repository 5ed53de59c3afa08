type Attributes = Readonly<Record<string, string | number>>;

/** An element that contains text, or other elements. */
export interface Element {
    name: string;
    attributes: Attributes;
    content: string | readonly Element[];
}

export const element = (name: string, attributes: Attributes, content: Element["content"] = []): Element => ({
    name,
    attributes,
    content,
});

/** A document. Its texts must not contain control characters, which XML cannot express. */
export const xml = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}\n`;

function written({ name, attributes, content }: Element, indent: string): string {
    const given = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${escaped(String(value)).replaceAll('"', "&quot;")}"`,
    );
    const start = `${indent}<${name}${given.join("")}`;
    if (content.length === 0) return `${start}/>`;
    if (typeof content === "string") return `${start}>${escaped(content)}</${name}>`;
    const inner = content.map((one) => `${written(one, `${indent}  `)}\n`);
    return `${start}>\n${inner.join("")}${indent}</${name}>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
