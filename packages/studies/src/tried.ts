import { points } from './points.js';

/** `best/tried.json`: what was tried on validation rows on the way to a row of ours. */
export interface Tried {
  /** The row. */
  readonly id: string;
  /** What all of it was measured with. */
  readonly how: string;
  readonly rows: readonly TriedRow[];
}

interface TriedRow {
  readonly what: string;
  readonly trainRows: number;
  /** Accuracy. */
  readonly validation: number;
}

/** What paid and what did not, by row. */
export function triedSection(tried: readonly Tried[]): string {
  if (tried.length === 0) return '';
  return ['## What was tried', ...tried.map(tableOf)].join('\n\n');
}

function tableOf({ id, how, rows }: Tried): string {
  const lines = rows.map(
    ({ what, trainRows, validation }) => `| ${what} | ${trainRows.toLocaleString('en-US')} | ${points(validation)} |`,
  );
  return [
    `**${id}**: ${how}`,
    ['| what | training rows | validation % |', '|---|---:|---:|', ...lines].join('\n'),
  ].join('\n\n');
}
