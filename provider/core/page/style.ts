/** Each color has enough contrast with its own background and with the page's. */
export const style = `
:root {
    color-scheme: light dark;
    --page: #fafaf8; --paper: #fff; --ink: #1d2125; --muted: #59616a; --line: #e0e2e5; --edge: #a9afb6; --link: #1f5fa8;
    --high: #a8231b; --high-bg: #fdeceb; --medium: #7a4a00; --medium-bg: #fff2da; --low: #1f5fa8; --low-bg: #e8f1fc;
    --other: #63399a; --other-bg: #f4edfc; --gray: #4f565e; --gray-bg: #eeeff1; --good: #1a6839; --good-bg: #e6f4ea;
}
@media screen and (prefers-color-scheme: dark) {
    :root {
        --page: #14171a; --paper: #1b1f23; --ink: #e5e8eb; --muted: #9da6b0; --line: #30363c; --edge: #5b646d; --link: #8fc1ff;
        --high: #ff9f97; --high-bg: #3b1a18; --medium: #f2c06c; --medium-bg: #35270e; --low: #8fc1ff; --low-bg: #15293f;
        --other: #cfb2fb; --other-bg: #2a1f3c; --gray: #b7bec6; --gray-bg: #282d33; --good: #86d8a5; --good-bg: #143020;
    }
}
* { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 7rem }
body { margin: 0 auto; max-width: 80rem; padding: 2.5rem 2rem 4rem; background: var(--page); color: var(--ink);
    font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word }
h1 { font-size: 2rem; line-height: 1.15; letter-spacing: -.02em; font-weight: 650; margin: 0 }
h2 { font-size: 1.25rem; letter-spacing: -.01em; font-weight: 650; margin: 3rem 0 .75rem }
h3 { font-size: 1.0625rem; font-weight: 650; margin: 0; overflow-wrap: anywhere }
header p { color: var(--muted); margin: .35rem 0 1.5rem }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; overflow-wrap: anywhere }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
code, pre, del, ins { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .8125rem; overflow-wrap: anywhere }
pre { margin: .4rem 0 0; padding: .6rem .75rem; background: var(--gray-bg); border-radius: 6px; white-space: pre-wrap }
.muted, .why, .type { color: var(--muted) }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; left: -100vw } .skip:focus { left: 1rem; top: .5rem }

.high { --mark: var(--high); --mark-bg: var(--high-bg) } .medium { --mark: var(--medium); --mark-bg: var(--medium-bg) }
.low { --mark: var(--low); --mark-bg: var(--low-bg) } .missing, .failed { --mark: var(--high); --mark-bg: var(--high-bg) }
.unmanaged { --mark: var(--other); --mark-bg: var(--other-bg) } .unchecked { --mark: var(--gray); --mark-bg: var(--gray-bg) }
.changed { --mark: var(--ink); --mark-bg: transparent } .good { --mark: var(--good); --mark-bg: var(--good-bg) }
.none { --mark: var(--muted); --mark-bg: transparent }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; color: var(--mark); background: var(--mark-bg);
    font-size: .8125rem; font-weight: 600; max-width: 100%; overflow-wrap: anywhere }
.day { white-space: nowrap }
.shape { font-size: .7em; margin-right: .4em; vertical-align: .12em; color: var(--mark) }

.figures { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1px;
    background: var(--paper); border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
.figures li { box-shadow: 0 0 0 1px var(--line); padding: .8rem 1rem; color: var(--muted); font-size: .8125rem }
.figures .count { display: block; font-size: 1.75rem; line-height: 1.2; font-weight: 600; color: var(--mark) }

#filters { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .6rem 1.5rem; align-items: center;
    margin: 1.5rem -2rem 0; padding: .75rem 2rem; background: var(--page); border-bottom: 1px solid var(--line) }
#filters fieldset { display: flex; gap: .3rem; align-items: center; border: 0; margin: 0; padding: 0; min-width: 0; flex-wrap: wrap }
#filters legend { float: left; padding: 0; margin-right: .35rem } #filters legend, #filters .text, output { font-size: .8125rem; color: var(--muted) }
#filters input[type=search], #filters button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--muted);
    border-radius: 6px; padding: .2rem .6rem; min-height: 1.9rem; font-size: .8125rem }
#filters input[type=search] { width: 13rem; margin-left: .35rem }
.chip { position: relative; cursor: pointer } .chip input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer }
.chip span { display: block; padding: .15rem .65rem; border: 1px solid var(--edge); border-radius: 1rem; background: var(--paper); font-size: .8125rem }
.chip input:checked + span { background: var(--ink); color: var(--page); border-color: var(--ink) }
.chip input:focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px }

table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
.scroll { overflow-x: auto }
.grid { white-space: nowrap; font-size: .875rem } .grid td, .grid th { padding: .35rem .75rem; border-bottom: 1px solid var(--line) }
.grid thead th, .grid thead td, .findings th { color: var(--muted); font-size: .75rem; font-weight: 500 }
.grid thead tr:first-child > * { border-bottom: 0; padding-bottom: 0 } .grid th[colspan] { text-align: center }
.grid .number { text-align: right; min-width: 5rem } .grid td.number { color: var(--mark); background: var(--mark-bg); font-weight: 600 }
.grid td.none { font-weight: 400 } .grid tbody th { font-weight: 500; position: sticky; left: 0; background: var(--page) }

section { margin: 0 0 1.25rem; padding: 1.1rem 1.25rem 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px }
section > p { margin: .15rem 0 .5rem; font-size: .875rem }
.findings { table-layout: fixed; font-size: .875rem } .findings td, .findings th { padding: .65rem 1rem .65rem 0; vertical-align: top; overflow-wrap: anywhere }
.findings tr > * { border-top: 1px solid var(--line) } .findings thead tr > * { border-top: 0; padding-bottom: .25rem }
.findings span.type, .findings span.status, .line, .why { display: block } .findings span.type, .findings span.status, .why { font-size: .8125rem }
.findings strong { font-weight: 600 } .findings span.status { color: var(--muted) }
summary { cursor: pointer; color: var(--muted); font-size: .8125rem; width: fit-content; padding: .15rem 0 } details { margin-top: .4rem }
.bars th { font-weight: 500; width: 1%; white-space: nowrap } .bars td, .bars th { padding: .25rem 1rem .25rem 0 } .bars td.number { text-align: right; width: 1% }
.bars td:last-child { padding-right: 0 } .bars svg { display: block; width: 100%; height: .7rem } .bars rect { fill: var(--mark) } .bars .track { fill: var(--gray-bg) }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem; margin: .5rem 0 0; padding: 0; list-style: none }
.sides > li { padding: .6rem .75rem; border: 1px solid var(--line); border-left: 3px solid var(--mark, var(--edge)); border-radius: 6px; font-size: .875rem; overflow-wrap: anywhere }
.problems th:nth-child(1), .compared th:nth-child(1) { width: 8.25rem } .problems th:nth-child(2) { width: 16% } .problems th:last-child { width: 36% }
.problems.by-user th:nth-child(2) { width: 26% } .compared th:nth-child(2), .users:not(.compared) th:nth-child(1) { width: 34% }
.remarks { margin: .75rem 0; padding: .6rem 1rem .6rem 2rem; background: var(--medium-bg); color: var(--medium); border-radius: 6px; font-size: .875rem }
.failure { margin-top: .5rem } .plain { font-size: .875rem; margin: .3rem 0; padding-left: 1.2rem; overflow-wrap: anywhere }

@media screen and (max-width: 48rem) {
    body { padding: 1.5rem 1rem 3rem } h1 { font-size: 1.6rem } h2 { margin-top: 2rem }
    .figures { grid-template-columns: repeat(2, 1fr) } .figures li:first-child { grid-column: 1 / -1 }
    #filters { position: static; margin: 1.25rem -1rem 0; padding: .75rem 1rem } #filters input[type=search] { width: 100%; margin: .2rem 0 0 }
    #filters .text { width: 100% } html { scroll-padding-top: 1rem } section { padding: 1rem }
    .findings, .findings tbody, .findings tr, .findings td { display: block } .findings thead { position: absolute; clip-path: inset(50%) }
    .findings tr { border-top: 1px solid var(--line); padding: .75rem 0 } .findings tr > td { border: 0; padding: 0 0 .5rem }
    .findings td:empty { display: none } :is(.problems, .users) td:not(:first-child) { padding-bottom: .15rem }
    :is(.problems, .users) td:not(:first-child)::before { content: attr(data-column) ": "; color: var(--muted) }
    .grid td, .grid th { padding-inline: .5rem } .grid .number { min-width: 0 }
}
@media print {
    body { max-width: none; padding: 0; font-size: 10pt; background: #fff } #filters, .skip { display: none !important }
    section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .75rem 0 }
    tr, li { break-inside: avoid } h2, h3 { break-after: avoid } .scroll { overflow: visible }
    * { print-color-adjust: exact }
}
`;
