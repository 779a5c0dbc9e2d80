/** The page's style: light and dark after the reader's setting, and always light on paper. */
export const styleSheet = `
:root { color-scheme: light dark;
  --page: #fff; --text: #1b1f24; --muted: #59636e; --line: #e3e7eb;
  --line-strong: #aeb7c0; --learned: #0a56a8; --future: #8a4b08; --tint: #eef4fb; --demand: #cfd7df; }
@media (prefers-color-scheme: dark) { :root {
  --page: #15181c; --text: #e6e9ec; --muted: #a0a9b3; --line: #2b3138;
  --line-strong: #59636e; --learned: #74b3f5; --future: #e2a55b; --tint: #1b2735; --demand: #3c4651; } }
@media print { :root { color-scheme: light; --page: #fff; --text: #000; --muted: #444; --line: #ddd;
  --line-strong: #999; --learned: #0a3f7a; --future: #6b3a06; --tint: #f3f3f3; --demand: #d0d0d0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1000px; padding: 40px 28px 64px;
  background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 52px 0 14px; padding-bottom: 6px; border-bottom: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 28px 0 6px; font-size: 1.02rem; overflow-wrap: anywhere; }
h4 { margin: 22px 0 2px; font-size: .92rem; overflow-wrap: anywhere; }
p { margin: 0 0 10px; }
.scope, .caption, .legend, footer { color: var(--muted); }
.scope { margin-top: 6px; }
.headline { margin: 28px 0 0; padding: 18px 22px 12px; background: var(--tint);
  border-left: 4px solid var(--learned); }
.headline .result { font-size: 1.28rem; font-weight: 600; line-height: 1.4; overflow-wrap: anywhere; }
.headline p { overflow-wrap: anywhere; }
.caption { margin: 8px 0 4px; font-size: .85rem; line-height: 1.45; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: 8px 6px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: baseline;
  white-space: nowrap; }
th:first-child, td:first-child { padding-left: 6px; text-align: left; }
td:last-child, th:last-child { padding-right: 6px; }
thead th { color: var(--muted); font-weight: 600; line-height: 1.35; vertical-align: bottom;
  white-space: normal; border-bottom-color: var(--line-strong); }
tbody th { font-weight: 400; white-space: normal; overflow-wrap: anywhere; min-width: 9.5em; }
small { color: var(--muted); font-size: .8rem; font-weight: 400; }
tr.learned { background: var(--tint); }
tr.learned th { font-weight: 700; }
tr.future, tr.truth { color: var(--muted); font-style: italic; }
.words { text-align: left; }
.name { display: inline-flex; gap: 8px; align-items: baseline; }
.name svg { flex: none; position: relative; top: 2px; }
.tag { display: inline-block; padding: 0 6px; border: 1px solid var(--future); border-radius: 3px;
  color: var(--future); font-size: .75rem; font-style: normal; white-space: nowrap; }
.chart { margin: 14px 0 26px; break-inside: avoid; }
figure { margin: 0; }
.plot { --plot-background: var(--page); display: block; max-width: 100%; height: auto; overflow: visible;
  font-family: inherit; font-variant-numeric: tabular-nums; }
.plot text { white-space: pre; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; font-size: .85rem; }
.legend span { display: inline-flex; gap: 7px; align-items: center; }
.key { width: 28px; height: 14px; }
details { font-size: .85rem; }
summary { color: var(--muted); cursor: pointer; width: max-content; }
details .scroll { max-height: 420px; overflow-y: auto; margin-top: 6px; }
.data { width: auto; min-width: 50%; }
.data th, .data td { padding: 3px 14px 3px 6px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
:focus-visible { outline: 2px solid var(--learned); outline-offset: 2px; }
ul { margin: 0; padding-left: 1.2em; }
li { margin-bottom: 6px; overflow-wrap: anywhere; }
footer { margin-top: 48px; font-size: .85rem; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } details { display: none; }
  th, td { padding: 4px 6px; } h2 { margin-top: 32px; }
  h2, h3, h4, .legend { break-after: avoid; } tr, .headline { break-inside: avoid; }
  .scroll { overflow: visible; }
  .headline, tr.learned { print-color-adjust: exact; } }
`;
