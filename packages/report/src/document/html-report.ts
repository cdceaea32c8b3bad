import { unreachable } from '@selvedge/data/checks';
import { escapeXml } from '@selvedge/data/text';
import { PAGE } from '../figures/style.js';
import { figureSvg } from '../rendering/figure-svg.js';
import type { Block, FigureBlock, MisclassifiedBlock, ReportDocument, TableBlock } from './document.js';
import { misclassifiedHtml } from './misclassified-html.js';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-style.js';

/** How an HTML report is made. */
export interface HtmlReportOptions {
  /**
   * Takes the place of drawing a block: for those who keep drawings. `draw` gives the HTML of the block, which depends on the
   * block alone. Default: every block is drawn.
   */
  readonly drawn?: (block: FigureBlock | MisclassifiedBlock, draw: () => Promise<string>) => Promise<string>;
}

/**
 * Sets a report as one HTML file that needs nothing else: no network, no other files. Light and dark after the
 * reader's setting; narrow screens and paper are thought of.
 */
export async function htmlReport(document: ReportDocument, options: HtmlReportOptions = {}): Promise<string> {
  const { drawn = (_, draw) => draw() } = options;
  const { title, subtitle, verdict, warnings = [], sections } = document;
  const bodies: string[] = [];
  for (const [at, section] of sections.entries()) {
    const blocks: string[] = [];
    for (const content of section.blocks) blocks.push(await block(content, drawn));
    bodies.push(`<section id="s${at}"><h2>${escapeXml(section.title)}</h2>${blocks.join('\n')}</section>`);
  }
  const links = sections.map((section, at) => `<a href="#s${at}">${escapeXml(section.title)}</a>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeXml(title)}</h1>
${subtitle === undefined ? '' : `<p class="subtitle">${escapeXml(subtitle)}</p>`}
${warnings.map((text) => `<p class="warning" role="note">${escapeXml(text)}</p>`).join('')}
<ul class="verdict">${verdict.map((sentence) => `<li>${escapeXml(sentence)}</li>`).join('')}</ul>
<nav aria-label="Sections">${links}</nav>
</header>
<main>
${bodies.join('\n')}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

async function block(content: Block, drawn: NonNullable<HtmlReportOptions['drawn']>): Promise<string> {
  switch (content.kind) {
    case 'text':
      return `<p>${escapeXml(content.text)}</p>`;
    case 'code':
      return `<pre tabindex="0"><code>${escapeXml(content.text)}</code></pre>`;
    case 'table':
      return table(content);
    case 'figure':
      return drawn(content, () => figure(content));
    case 'misclassified':
      return drawn(content, async () => misclassifiedHtml(content));
    default:
      return unreachable(content);
  }
}

function table({ columns, rows, caption }: TableBlock): string {
  const side = (at: number): string => (columns[at]?.align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ name }, at) => `<th scope="col"${side(at)}>${escapeXml(name)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, at) => `<td${side(at)}>${escapeXml(cell)}</td>`).join('')}</tr>`)
    .join('');
  const titled = caption === undefined ? '' : `<caption>${escapeXml(caption)}</caption>`;
  return `<div class="wide" tabindex="0"><table>${titled}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

async function figure({ figure: { title, subtitle }, figure, alt }: FigureBlock): Promise<string> {
  const svg = await figureSvg(figure, { ink: PAGE });
  const described = alt ?? [title, subtitle].filter((text) => text !== undefined).join('. ');
  const named = svg.replace(/^<svg /, `<svg role="img" aria-label="${escapeXml(described)}" `);
  return `<figure class="wide" tabindex="0">${named}</figure>`;
}
