"""The style sheet of a report page: calm on a screen from 400 units wide, whole on A4."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; --ink: #1d2733; --soft: #4a5765; --line: #d5dbe1; --ground: #f5f7f8; --link: #1f5f8b; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 88rem; color: var(--ink); background: #fff;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK JP", "Noto Sans CJK KR",
    "Hiragino Sans", "Apple SD Gothic Neo", Arial, sans-serif;
}
:lang(ja) body, body:lang(ja) { line-height: 1.75; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.2rem); line-height: 1.2; margin: 0 0 .25rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.75rem 0 .75rem; padding-top: .75rem;
  border-top: 1px solid var(--line); }
p { max-width: 44rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h1, h2, .subtitle, caption, figcaption { overflow-wrap: anywhere; }
.subtitle { color: var(--soft); }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, .box:focus-visible { outline: 3px solid #d28b00; outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: 1rem; top: -6rem; padding: .5rem 1rem; background: var(--ink); color: #fff; }
.skip:focus { top: .5rem; z-index: 1; }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0 0; }
.table { margin: 0 0 1.75rem; }
.box { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45;
  font-variant-numeric: tabular-nums; }
table.narrow { width: auto; }
caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  min-width: 5.5rem; max-width: 24rem; overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid #8d99a6; }
tbody th { font-weight: 600; }
th.right, td.right { text-align: right; }
td.right + td:not(.right), th.right + th:not(.right) { padding-left: .5rem; }
td.number, td.area, td.short { white-space: nowrap; }
th.source, td.source { min-width: 4.5rem; max-width: 9rem; }
.mark { display: inline-block; font-size: .8em; font-weight: 600; line-height: 1.3; padding: 0 .4em; margin-left: .15em;
  border: 1px solid currentColor; border-radius: .3em; white-space: nowrap; }
.mark.assumed { color: #6b4e00; background: #fdf6e3; border-style: dashed; }
.mark.conflict { color: #97211a; background: #fdf1f0; }
.mark.unstated { color: var(--soft); background: var(--ground); border-style: dotted; }
sup.sources { font-size: .75em; line-height: 1; font-weight: 400; margin-left: .15em; }
sup.sources a { display: inline-block; padding: 0 .1em; min-width: 1em; }
td.source sup.sources { vertical-align: baseline; font-size: .85em; line-height: inherit; margin: 0; }
.notes { color: var(--soft); font-size: .9rem; margin-top: .5rem; }
.notes p { margin: 0 0 .25rem; }
figure { margin: 0 0 1.75rem; }
.picture svg { display: block; width: 100%; min-width: 56rem; height: auto; }
figcaption { color: var(--soft); font-size: .9rem; margin-top: .35rem; }
.source-list { padding-left: 2.5rem; font-size: .9rem; }
.source-list li { margin-bottom: .5rem; overflow-wrap: anywhere; }
.source-list li:target { background: #fdf6e3; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .9em; }
@media screen and (max-width: 40rem) {
  th, td { padding-right: .6rem; }
  table.stack, .stack caption, .stack tbody, .stack tr, .stack th, .stack td { display: block; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .stack tbody th, .stack td, .stack td.right, .stack th.source, .stack td.source { max-width: none; padding: .1rem 0;
    border: 0; text-align: left; white-space: normal; }
  .stack td.right + td:not(.right) { padding-left: 0; }
  .stack td { display: grid; grid-template-columns: 9rem 1fr; column-gap: .75rem; }
  .stack td > * { justify-self: start; }
  .stack td::before { content: attr(data-label); color: var(--soft); }
  .stack td[data-empty] { display: none; }
}
@page { size: A4 portrait; margin: 14mm 14mm 16mm; }
@page wide { size: A4 landscape; margin: 12mm 12mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.4; }
  .skip, nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; margin-top: 1.5rem; }
  section.wide { page: wide; }
  .box { overflow: visible; }
  table, .notes, figcaption, .source-list { font-size: 8pt; }
  header.wide { page: wide; }
  th, td { min-width: 0; padding: .25rem .5rem .25rem 0; }
  thead { display: table-header-group; }
  tr, figure, .picture, .source-list li { break-inside: avoid; }
  caption, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .picture svg { min-width: 0; max-height: 165mm; }
  .mark, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
