/** The look of the HTML report. Words and marks say what colours say, for those who print it or see no colours. */
export const STYLE = `
:root { --back: #fff; --front: #1c2128; --soft: #59636e; --line: #d5dae1; --panel: #f6f8fa;
  --fail: #b3261e; --unknown: #6b4fbb; --warn: #8a5a00; --pass: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --back: #0f1419; --front: #e6e9ed; --soft: #9aa5b1; --line: #2d353f; --panel: #171d24;
    --fail: #ff8a80; --unknown: #b9a4ff; --warn: #f0b64c; --pass: #56d364; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem; max-width: 64rem; background: var(--back); color: var(--front);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
header p, footer, small { color: var(--soft); }
header p { margin: .25rem 0 1rem; }
small { font-weight: normal; font-size: .85em; }
a { color: inherit; }
ul { list-style: none; margin: 0; padding: 0; }
.totals { display: flex; flex-wrap: wrap; gap: .75rem; }
.totals li { flex: 1 1 8rem; padding: .6rem 1rem; border: 1px solid var(--line); border-left-width: 4px; border-radius: 6px; color: var(--soft); }
.totals b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--front); }
.fail { --mark: var(--fail); } .unknown { --mark: var(--unknown); } .warn { --mark: var(--warn); } .pass { --mark: var(--pass); }
.totals li { border-left-color: var(--mark); }
.wide { overflow-x: auto; margin-top: 1.5rem; }
.overview { border-collapse: collapse; }
.overview th[scope=row] { text-align: left; font-weight: normal; white-space: nowrap; padding: .15rem 1rem .15rem 0; }
.overview th[scope=col] { height: 6.5rem; vertical-align: bottom; font-weight: normal; color: var(--soft); font-size: .85em; }
.overview th[scope=col] span { writing-mode: vertical-rl; transform: rotate(180deg); }
.overview tbody td { width: 2rem; text-align: center; font-weight: bold; color: var(--mark); border: 1px solid var(--line); }
section { margin-top: 2rem; }
h2 { font-size: 1.15rem; margin: 0 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .4rem; overflow-wrap: anywhere; }
.badge { display: inline-block; min-width: 5.6rem; padding: 0 .5rem; border: 1px solid var(--mark); border-radius: 1rem; color: var(--mark);
  font-size: .75rem; font-weight: 600; text-align: center; vertical-align: middle; }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary { cursor: pointer; list-style: none; display: grid; grid-template-columns: auto 7.5rem 1fr; gap: .75rem; align-items: baseline; }
summary::-webkit-details-marker { display: none; }
summary > span:last-child { color: var(--soft); overflow-wrap: anywhere; }
details ul { padding: .3rem 0 .5rem 6.4rem; }
details li { padding-left: .75rem; border-left: 3px solid var(--mark); margin: .5rem 0; }
details li p b { color: var(--mark); }
details li p { margin: 0; overflow-wrap: anywhere; }
.fix::before { content: "→ "; color: var(--pass); }
pre { margin: .3rem 0 0; padding: .4rem .6rem; background: var(--panel); border-radius: 4px; color: var(--soft);
  font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 2rem; font-size: .85em; }
@media (max-width: 40rem) { details ul { padding-left: 0; } summary { grid-template-columns: auto 1fr; } summary > span:last-child { grid-column: 1 / -1; } }
@media print { body { max-width: none; padding: 0; font-size: 11px; } details li { break-inside: avoid-page; } h2 { break-after: avoid; } }
`;
