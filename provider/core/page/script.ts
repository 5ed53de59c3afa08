/**
 * The filters of a page. Without the script everything is shown and the form is hidden. An element with `data-item` is
 * shown if it has the chosen values in its `data-` attributes. All words must also occur in its text or in the heading
 * of its `data-section`. Items of a section are counted. A section without any is hidden, with the row that has its id
 * as `data-for`.
 */
export const script = `"use strict";
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const items = Array.from(document.querySelectorAll("[data-item]"), (element) => {
    const section = element.closest("[data-section]");
    const title = section ? section.querySelector("h3") : null;
    const text = (title ? title.textContent + " " : "") + element.textContent;
    return { element, section, text: text.toLowerCase() };
});
const sections = Array.from(document.querySelectorAll("[data-section]"));
const names = Array.from(new Set(Array.from(form.querySelectorAll("[type=checkbox]"), (box) => box.name)));
const summaries = new Map(Array.from(document.querySelectorAll("[data-for]"), (row) => [row.dataset.for, row]));
const chosen = (name) => new FormData(form).getAll(name);

function apply() {
    const words = chosen("text").join(" ").toLowerCase().split(/\\s+/).filter(Boolean);
    const groups = names.map((name) => [name, chosen(name)]);
    const active = words.length > 0 || groups.some(([, values]) => values.length > 0);
    const full = new Set();
    let count = 0;
    let total = 0;
    for (const { element, section, text } of items) {
        const fits = groups.every(([name, values]) => values.length === 0 || values.includes(element.dataset[name]));
        const visible = fits && words.every((word) => text.includes(word));
        element.hidden = !visible;
        if (section === null) continue;
        total += 1;
        count += visible ? 1 : 0;
        if (visible) full.add(section);
    }
    for (const section of sections) {
        const hidden = active && !full.has(section);
        section.hidden = hidden;
        const summary = summaries.get(section.id);
        if (summary) summary.hidden = hidden;
    }
    shown.value = active ? count + " of " + total + " shown" : total + " in all";
}

form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("reset", () => setTimeout(apply));
form.addEventListener("submit", (event) => event.preventDefault());
apply();
`;
