/** A column: its head and how its cells stand. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/**
 * Plain columns, two spaces apart, under their heads and a rule. Wide texts are cut so that the table fits `width`. Names from
 * files may hold ends of lines and be of any length: each row is one line, and no head of figures takes more than half of it.
 */
export function table(
  given: readonly Column[],
  cells: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const columns = given.map((column) => ({ ...column, head: oneLine(column.head) }));
  const rows = cells.map((row) => row.map(oneLine));
  const most = Math.max(8, Math.floor(width / 2));
  const wanted = columns.map(({ head, align }, at) => {
    const longest = Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length));
    return align === 'right' ? Math.min(most, longest) : longest;
  });
  const excess = wanted.reduce((sum, size) => sum + size, GAP.length * (columns.length - 1)) - width;
  // The widest left-aligned column gives way: names can be cut, figures cannot.
  if (excess > 0) {
    const texts = wanted.map((size, at) => (columns[at].align === 'right' ? 0 : size));
    const widest = texts.indexOf(Math.max(...texts));
    wanted[widest] = Math.max(8, wanted[widest] - excess);
  }
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const text = cut(cell, wanted[at]);
        return columns[at].align === 'right' ? text.padStart(wanted[at]) : text.padEnd(wanted[at]);
      })
      .join(GAP)
      .trimEnd();
  const rule = wanted.map((size) => '─'.repeat(size)).join(GAP);
  return [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');

/** The beginning of a longer text: whole letters, for half of one that takes two units is none. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;

/** Wraps words so that no line is longer than `width`. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && indent.length + line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
}
