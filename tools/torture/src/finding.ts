/** Something that must not happen, with what makes it happen again. */
export interface Finding {
  readonly kind: string;
  readonly where: string;
  readonly seed: number;
  readonly message: string;
}

/** What a part found. */
export interface PartResult {
  readonly trials: number;
  readonly seconds: number;
  /** A line of the table per row, in order. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly head: readonly string[];
  readonly findings: readonly Finding[];
}

/** A table in Markdown, and the findings of each kind with the first seeds. */
export function resultText({ trials, seconds, rows, head, findings }: PartResult): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const found = [...groups].map(
    ([key, list]) =>
      `- ${list.length} x ${key}\n  seeds ${list
        .slice(0, 5)
        .map(({ seed }) => seed)
        .join(', ')}`,
  );
  return [
    `${trials} trials in ${Math.round(seconds)} s, ${findings.length} findings`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    ...found,
  ].join('\n');
}

/** Findings that differ in numbers and paths alone are one. */
const keyOf = ({ kind, where, message }: Finding): string =>
  `${kind} ${where}: ${message.replace(/\/\S*\/sample-\S*\//g, '').replace(/\d{3,}/g, 'N')}`;
