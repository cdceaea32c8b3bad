import { unreachable } from '@selvedge/data/checks';
import type { Block, ReportDocument, TableBlock } from './document.js';

/** The most misclassified rows that a Markdown report lists; the page has them all. */
const LISTED_ROWS = 20;

/** Sets a report as Markdown for pull requests: sentences, tables, links to figure files. */
export function markdownReport({ title, subtitle, verdict, warnings = [], sections }: ReportDocument): string {
  const parts = [
    `# ${inline(title)}`,
    subtitle === undefined ? '' : inline(subtitle),
    ...warnings.map((text) => `> **Note.** ${inline(text)}`),
    verdict.map((sentence) => `- ${inline(sentence)}`).join('\n'),
    ...sections.flatMap((section) => [`## ${inline(section.title)}`, ...section.blocks.map(block)]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function block(content: Block): string {
  switch (content.kind) {
    case 'text':
      return inline(content.text);
    case 'code':
      return fenced(content.text);
    case 'table':
      return table(content);
    case 'figure':
      return content.file === undefined
        ? ''
        : `![${inline(content.alt ?? content.figure.title)}](${encodeURI(content.file)})`;
    case 'misclassified':
      return table({
        kind: 'table',
        columns: [
          { name: 'row', align: 'right' },
          { name: 'true' },
          { name: 'predicted' },
          { name: 'probability', align: 'right' },
        ],
        rows: content.misclassified
          .slice(0, LISTED_ROWS)
          .map((row) => [String(row.row), row.trueClass, row.predictedClass, row.probability.toFixed(3)]),
      });
    default:
      return unreachable(content);
  }
}

function table({ columns, rows, caption }: TableBlock): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    line(columns.map(({ name }) => inline(name))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(inline))),
  ];
  return caption === undefined ? lines.join('\n') : `${lines.join('\n')}\n\n${inline(caption)}`;
}

/** Escapes what Markdown or HTML would act on; keeps a text on one line. */
const inline = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|]/g, '\\$&');

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
