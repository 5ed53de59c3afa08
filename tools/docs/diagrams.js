// Draws the Mermaid diagrams of a page, in the colors of the page's theme. Part of the site, so it is plain JavaScript.
(() => {
    const blocks = [...document.querySelectorAll("code.mermaid")];
    if (blocks.length === 0) return;
    // The page is not shown yet, so `innerText` would have no line ends.
    const texts = blocks.map((block) => {
        for (const end of block.querySelectorAll("br")) end.replaceWith("\n");
        return block.textContent;
    });
    const boxes = blocks.map((block) => {
        const box = document.createElement("div");
        box.className = "diagram";
        block.closest("pre").replaceWith(box);
        return box;
    });
    const draw = async () => {
        const chosen = document.documentElement.dataset.theme;
        const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
        // Mermaid's own gray behind the texts of arrows has too little contrast.
        const themeVariables = dark ? { edgeLabelBackground: "#1e2024" } : {};
        globalThis.mermaid.initialize({ startOnLoad: false, theme: dark ? "dark" : "default", themeVariables });
        for (const [index, text] of texts.entries())
            boxes[index].innerHTML = (await globalThis.mermaid.render(`diagram-${index}`, text)).svg;
    };
    const script = document.createElement("script");
    script.src = new URL("mermaid.min.js", document.currentScript.src).href;
    script.onload = () => {
        void draw();
        new MutationObserver(() => void draw()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    };
    document.head.append(script);
})();
