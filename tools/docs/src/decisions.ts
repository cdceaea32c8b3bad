import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the decision records. */
export const FOLDER: string = fileURLToPath(new URL('../../../docs/decisions/', import.meta.url));

/** A decision record, as its first lines give it. */
export interface Decision {
  readonly file: string;
  /** Four digits, as in the name of the file. */
  readonly number: string;
  readonly title: string;
  /** 'Accepted', or what supersedes it. */
  readonly status: string;
  /** When it was decided, as 2026-11-20. */
  readonly date: string;
}

export const isRecord = (file: string): boolean => file.endsWith('.md') && file !== 'README.md';

/** Every record, in the order of their numbers. Throws where the first lines are not `# NNNN Title` and `Status, date.` */
export function readDecisions(folder: string = FOLDER): readonly Decision[] {
  const files = readdirSync(folder).filter(isRecord);
  return files.sort().map((file) => parseDecision(file, readFileSync(join(folder, file), 'utf8')));
}

const HEAD = /^# (\d{4}) (.+)\n\n((?:Accepted|Superseded|Proposed|Rejected)[^\n]*), (\d{4}-\d\d-\d\d)\.\n/;

function parseDecision(file: string, text: string): Decision {
  const [, number, title, status, date] = HEAD.exec(text) ?? [];
  if (number === undefined || title === undefined || status === undefined || date === undefined) {
    throw new Error(`${file}: begins otherwise than with '# NNNN Title', an empty line and 'Accepted, 2026-11-20.'`);
  }
  if (!file.startsWith(`${number}-`)) throw new Error(`${file}: its title has the number ${number}`);
  return { file, number, title, status, date };
}

/** A record with its number written in four digits, and accepted on a date where it says nothing of that. */
export function withHead(file: string, text: string, date: string): string {
  if (HEAD.test(text)) return text;
  return text.replace(
    /^# \d+[.:]? (.+)\n/,
    (_, title: string) => `# ${file.slice(0, 4)} ${title}\n\nAccepted, ${date}.\n`,
  );
}

/** The page that lists the records. */
export function indexOf(decisions: readonly Decision[]): string {
  const rows = decisions.map(
    ({ file, number, title, status, date }) => `| [${number}](${file}) | ${title} | ${status} | ${date} |`,
  );
  return `# Decisions

What a newcomer would otherwise undo, a page at most: context, options with their measurements, decision, consequences. A
record is not rewritten: a later one supersedes it, and its status says so. A new record takes the next free number and
begins with its title, its status and its date; \`node tools/docs/dist/write-index.js\` writes this page.

| record | decision | status | date |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
