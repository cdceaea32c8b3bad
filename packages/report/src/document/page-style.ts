/** The one style of every page. Colours come from the reader's setting; nothing is loaded from anywhere. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #f3f5f7; --line: #d8dce1; --accent: #0072b2; --warn: #fdf0d5; --warn-ink: #5c3a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --paper: #14171a; --soft: #1f2428; --line: #3a4147; --accent: #56b4e9; --warn: #3b2f12; --warn-ink: #f5dfae; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
.subtitle { margin: 0 0 1rem; opacity: .8; }
.verdict { padding: .8rem 1rem .8rem 2rem; background: var(--soft); border-left: 4px solid var(--accent); font-size: 1.05rem; }
.warning { padding: .7rem 1rem; background: var(--warn); color: var(--warn-ink); font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; }
a { color: var(--accent); }
.wide { overflow-x: auto; margin: 1rem 0; }
figure svg { max-width: 100%; height: auto; display: block; }
svg image { image-rendering: pixelated; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { caption-side: bottom; text-align: left; padding-top: .4rem; font-size: .9rem; opacity: .8; }
th, td { padding: .35rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: normal; }
th { border-bottom-width: 2px; }
.number { text-align: right; white-space: nowrap; }
pre { background: var(--soft); padding: .8rem 1rem; overflow-x: auto; font-size: .85rem; overflow-wrap: normal; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: .8rem; }
.cards article { display: flex; gap: .8rem; padding: .7rem; background: var(--soft); border-radius: 6px; }
.cards article[hidden] { display: none; }
.cards p { margin: 0 0 .3rem; font-size: .9rem; }
.cards .near { opacity: .7; font-size: .8rem; }
.cards .note { color: var(--accent); }
.neighbours { display: flex; flex-wrap: wrap; gap: .4rem; }
.neighbours span { display: flex; flex-direction: column; max-width: 5rem; font-size: .75rem; }
.cards img { image-rendering: pixelated; background: #000; flex: none; }
select { font: inherit; max-width: 100%; }
@media (max-width: 40rem) {
  figure svg { max-width: none; }
  .cards { grid-template-columns: 1fr; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #bbb; --accent: #003a5c; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav, .filters { display: none; }
  figure, article, tr { break-inside: avoid; }
}
`;

/** Filters of the error browser. Without JavaScript every row is shown. */
export const PAGE_SCRIPT = `
for (const box of document.querySelectorAll('.misclassified')) {
  const filters = [...box.querySelectorAll('select')];
  const update = () => {
    let shown = 0;
    for (const card of box.querySelectorAll('article')) {
      card.hidden = filters.some((filter) => filter.value !== '' && card.dataset[filter.dataset.filter] !== filter.value);
      if (!card.hidden) shown++;
    }
    box.querySelector('output').textContent = shown + ' shown';
  };
  for (const filter of filters) filter.addEventListener('change', update);
}
`;
