/** The page of `selvedge watch`: curves of several runs side by side, drawn as they grow. Needs nothing but itself. */
export const WATCH_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>selvedge watch</title>
<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #6b6b6b; --line: #d8d8d8; --paper: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #a0a0a0; --line: #3a3a3a; --paper: #161616; } }
body { margin: 1.5rem; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.2rem; margin: 0 0 .2rem; }
h2 { font-size: .95rem; font-weight: 600; margin: 0 0 .3rem; }
#state { color: var(--soft); margin: 0 0 1rem; }
#charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 1.2rem; }
svg { width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 11px; }
ul { list-style: none; padding: 0; margin: 0 0 1rem; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
li i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .35rem; vertical-align: -1px; }
</style>
</head>
<body>
<h1>selvedge watch</h1>
<p id="state" role="status">connecting</p>
<ul id="legend"></ul>
<div id="charts"></div>
<script>
const INK = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a5195', '#6b6b6b'];
const series = new Map(), charts = new Map(), colors = new Map(), states = new Map();
const color = (name) => colors.get(name) ?? (colors.set(name, INK[colors.size % INK.length]), legend(), colors.get(name));
const node = (tag, parent, text) => { const made = document.createElement(tag); if (text !== undefined) made.textContent = text; parent.append(made); return made; };
function legend() {
  const list = document.getElementById('legend'); list.textContent = '';
  for (const [name, ink] of colors) { const item = node('li', list); node('i', item).style.background = ink; item.append(name); }
}
function add({ run, model, part, name, value, step }) {
  const chart = part + ' ' + name;
  if (!series.has(chart)) series.set(chart, new Map());
  const lines = series.get(chart), line = run + ' / ' + model;
  color(line);
  if (!lines.has(line)) lines.set(line, new Map());
  lines.get(line).set(step, value);
}
function draw() {
  for (const [title, lines] of series) {
    if (!charts.has(title)) { const box = node('div', document.getElementById('charts')); node('h2', box, title); charts.set(title, node('div', box)); }
    let x0 = Infinity, x1 = -Infinity, y0 = Infinity, y1 = -Infinity;
    for (const line of lines.values()) for (const [x, y] of line) { x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y); }
    const px = (x) => 44 + 270 * (x1 > x0 ? (x - x0) / (x1 - x0) : .5), py = (y) => 150 - 136 * (y1 > y0 ? (y - y0) / (y1 - y0) : .5);
    const paths = [...lines].map(([name, line]) => {
      const points = [...line].sort((a, b) => a[0] - b[0]);
      const path = points.map(([x, y], at) => (at ? 'L' : 'M') + px(x).toFixed(1) + ' ' + py(y).toFixed(1)).join('');
      const [lx, ly] = points.at(-1);
      return '<path d="' + path + '" fill="none" stroke-width="1.8" stroke="' + colors.get(name) + '"/><circle r="2.6" cx="' + px(lx) + '" cy="' + py(ly) + '" fill="' + colors.get(name) + '"/>';
    });
    const short = (value) => Number(value.toPrecision(4));
    charts.get(title).innerHTML = '<svg viewBox="0 0 324 172" role="img"><path d="M44 10V150H316" fill="none" stroke="var(--line)"/><text x="40" y="16" text-anchor="end">' + short(y1) + '</text><text x="40" y="152" text-anchor="end">' + short(y0) + '</text><text x="44" y="166">' + short(x0) + '</text><text x="314" y="166" text-anchor="end">' + short(x1) + '</text>' + paths.join('') + '</svg>';
  }
  document.getElementById('state').textContent = [...states].map(([run, state]) => run + ': ' + state).join(', ');
}
const source = new EventSource('events');
source.addEventListener('points', ({ data }) => { JSON.parse(data).forEach(add); draw(); });
source.addEventListener('state', ({ data }) => { const { run, status } = JSON.parse(data); states.set(run, status); draw(); });
source.onerror = () => { document.getElementById('state').textContent = 'the watch has ended'; };
</script>
</body>
</html>
`;
