import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from './change.js';

/** What came of the changes. */
export interface Counts {
  changes: number;
  again: number;
  stale: number;
  needless: number;
}

/** Writes what a change writes. */
export async function writeFiles(place: string, { files = {} }: Pick<Change, 'files'>): Promise<void> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(place, name), content);
}

/** Steps whose results are kept; others are cheap and made in each process. */
const KEPT = /^(prepare\/[^/]+$|fit\/|predict\/|score\/|audit\/)/;

/** What became of the steps of a run, by their ids. */
export async function stepsOf(run: string): Promise<ReadonlyMap<string, string>> {
  const parsed = JSON.parse(await readFile(join(run, 'steps.json'), 'utf8')) as readonly Step[];
  return new Map(parsed.filter(({ id }) => KEPT.test(id)).map(({ id, outcome }) => [id, outcome]));
}

interface Step {
  readonly id: string;
  readonly outcome: string;
}
