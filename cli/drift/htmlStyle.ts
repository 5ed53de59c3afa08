/** Styles that only the page of a drift review has. */
export const driftStyle = `
.trend { vertical-align: middle; height: 1.1rem; width: auto } .trend rect { fill: var(--mark) } .trend .base { stroke: var(--muted); stroke-width: 1 }
section .trend { margin-right: .4rem }
.findings th:nth-child(1) { width: 8.25rem } .findings th:nth-child(2) { width: 22% } .findings th:nth-child(4) { width: 20% } .findings th:nth-child(5) { width: 18% }
del, ins { display: block; text-decoration: none; padding: .05rem .4rem; margin-top: .2rem; border-radius: 4px; width: fit-content; max-width: 100% }
del { color: var(--high); background: var(--high-bg) } ins { color: var(--good); background: var(--good-bg) }
.path { font-weight: 600 } .key { color: var(--muted); user-select: all } .why { margin-top: .2rem }

.picture { display: block; max-width: 100%; min-width: 56rem; height: auto }
.arrow { fill: none; stroke: var(--muted); stroke-width: 1.25 }
.box rect { fill: var(--mark-bg, var(--page)); stroke: var(--mark, var(--edge)); stroke-width: 1 }
.box[class~=high] rect, .box[class~=medium] rect, .box[class~=missing] rect, .box[class~=unmanaged] rect { stroke-width: 2 }
.dashed rect { stroke-dasharray: 6 4 } .box text { fill: var(--ink); font-size: 13px; font-weight: 600 }
.box .type { fill: var(--muted); font-size: 11px; font-weight: 400 } .box .state { fill: var(--mark); font-size: 11px }

.timeline { list-style: none; margin: 0; padding: 0; font-size: .875rem }
.timeline li { position: relative; display: grid; grid-template-columns: 8.5rem 1rem 1fr; gap: 0 .75rem; padding: .5rem 0; overflow-wrap: anywhere }
.timeline .shape { font-size: .75rem; line-height: 1.3rem; margin: 0; text-align: center; background: var(--page); z-index: 1; height: 1.3rem }
.timeline li::before { content: ""; position: absolute; left: 9.75rem; top: 0; bottom: 0; border-left: 1px solid var(--line) }
.timeline li:first-child::before { top: .75rem } .timeline li:last-child::before { bottom: auto; height: .75rem }
.when { white-space: nowrap }

@media screen and (max-width: 48rem) {
    .timeline li { grid-template-columns: 1rem 1fr } .timeline li::before { left: .5rem } .timeline .shape { grid-row: 1 / 3 }
    .timeline .when { grid-column: 2 } .timeline li > div { grid-column: 2 }
}
@media print {
    .picture { break-inside: avoid; min-width: 0 }
}
`;
