/** The whole look of a page, by day, by night and on paper. Lines differ by dashes too, for whoever does not see colours. */
export const style = `
:root { --back: #fff; --text: #1f2328; --faint: #59636e; --rule: #d1d9e0; --box: #f6f8fa;
  --good: #1a7f37; --warning: #9a6700; --bad: #cf222e; --line-1: #0969da; --line-2: #bc4c00; --line-3: #8250df; --line-4: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14181d; --text: #d1d7e0; --faint: #9198a1; --rule: #3d444d; --box: #1c2128;
    --good: #57ab5a; --warning: #c69026; --bad: #f47067; --line-1: #6cb6ff; --line-2: #f69d50; --line-3: #dcbdfb; --line-4: #8ddb8c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
code { font: .9em ui-monospace, monospace; }
.faint, figcaption, summary { color: var(--faint); font-size: .9rem; }
.good, .bad, .warning { font-weight: 600; }
.good { color: var(--good); }
.warning { color: var(--warning); }
.bad { color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0; }
th[scope="row"] { font-weight: normal; }
th { white-space: nowrap; }
th, td { overflow-wrap: break-word; text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--rule); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.good, td.warning, td.bad { white-space: nowrap; }
figure { margin: 1rem 0; padding: .75rem; background: var(--box); border-radius: 6px; }
svg { display: block; width: 100%; height: auto; }
svg.key { display: inline-block; width: 28px; height: 10px; }
svg text { font: 12px system-ui, sans-serif; fill: var(--faint); }
svg .grid { stroke: var(--rule); stroke-width: 1; }
svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
svg .line-1, .key-1 { stroke: var(--line-1); }
svg .line-2, .key-2 { stroke: var(--line-2); stroke-dasharray: 7 3; }
svg .line-3, .key-3 { stroke: var(--line-3); stroke-dasharray: 2 3; }
svg .line-4, .key-4 { stroke: var(--line-4); stroke-dasharray: 9 3 2 3; }
svg .dot-1 { fill: var(--line-1); }
svg .dot-2 { fill: var(--line-2); }
svg .dot-3 { fill: var(--line-3); }
svg .dot-4 { fill: var(--line-4); }
@media print {
  :root { --back: #fff; --text: #000; --faint: #444; --rule: #bbb; --box: #fff;
    --good: #1a7f37; --warning: #9a6700; --bad: #cf222e; --line-1: #0969da; --line-2: #bc4c00; --line-3: #8250df; --line-4: #1a7f37; }
  main { max-width: none; padding: 0; }
  td { overflow-wrap: anywhere; }
  figure { border: 1px solid var(--rule); }
  figure, tr, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`

/** Of the style, for the policy of the page; test/report/html.test.ts says what it has to be. */
export const styleHash = 'sha256-wOfrnR8g3An9o41OpKlTVEsbaxZkiFF4Hvk5albD8ew='
