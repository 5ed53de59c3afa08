/** The page's filters. Without them everything is shown, and the form is not. */
export const script = `"use strict";
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const items = Array.from(document.querySelectorAll("[data-status]"), (element) => {
    const stack = element.closest("[data-stack]");
    const text = (stack ? stack.querySelector("h3").textContent + " " : "") + element.textContent;
    return { element, stack, text: text.toLowerCase() };
});
const stacks = Array.from(document.querySelectorAll("[data-stack]"));
const summaries = new Map(Array.from(document.querySelectorAll("[data-for]"), (row) => [row.dataset.for, row]));
const chosen = (name) => new FormData(form).getAll(name);

function apply() {
    const words = chosen("text").join(" ").toLowerCase().split(/\\s+/).filter(Boolean);
    const groups = ["severity", "status", "decided"].map((name) => [name, chosen(name)]);
    const active = words.length > 0 || groups.some(([, values]) => values.length > 0);
    const full = new Set();
    let count = 0;
    let total = 0;
    for (const { element, stack, text } of items) {
        const fits = groups.every(([name, values]) => values.length === 0 || values.includes(element.dataset[name]));
        const visible = fits && words.every((word) => text.includes(word));
        element.hidden = !visible;
        if (stack === null) continue;
        total += 1;
        count += visible ? 1 : 0;
        if (visible) full.add(stack);
    }
    for (const stack of stacks) {
        const hidden = active && !full.has(stack);
        stack.hidden = hidden;
        summaries.get(stack.id).hidden = hidden;
    }
    shown.value = active ? count + " of " + total + " shown" : total + " in all";
}

form.hidden = false;
form.addEventListener("input", apply);
form.addEventListener("reset", () => setTimeout(apply));
form.addEventListener("submit", (event) => event.preventDefault());
apply();
`;
