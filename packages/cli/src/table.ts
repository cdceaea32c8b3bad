/** A column: its head and how its cells stand. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Plain columns, two spaces apart, under their heads and a rule. Wide texts are cut so that the table fits `width`. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const wanted = columns.map(({ head }, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
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
        const text = cell.length > wanted[at] ? `${cell.slice(0, wanted[at] - 1)}…` : cell;
        return columns[at].align === 'right' ? text.padStart(wanted[at]) : text.padEnd(wanted[at]);
      })
      .join(GAP)
      .trimEnd();
  const rule = wanted.map((size) => '─'.repeat(size)).join(GAP);
  return [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join('\n');
}

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
