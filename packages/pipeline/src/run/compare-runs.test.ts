import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRng } from '@selvedge/data';
import { folder, options } from '../../test/small-runs.js';
import { definePipeline } from '../spec/define-pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { compareDataSets } from './compare-data-sets.js';
import { compareRuns } from './compare-runs.js';
import { findRun, type ListedRun } from './run-folder.js';
import { run } from './run-pipeline.js';

/** A table that is sorted by class, as most are that people collect. */
async function sortedTable(name: string, seed: number): Promise<void> {
  const rng = createRng(seed);
  const rows = Array.from({ length: 60 }, (_, at) => `${rng.normal()},${rng.normal()},${at < 30 ? 'a' : 'b'}`);
  await writeFile(join(folder, name), `x,y,class\n${rows.join('\n')}\n`);
}

async function listed(more: Partial<PipelineInput>): Promise<ListedRun> {
  const pipeline = definePipeline({
    version: 1,
    name: 'sorted',
    data: { train: 'sorted.csv', label: 'class' },
    split: { kind: 'fraction', validation: 0.2, test: 0.2 },
    report: { html: false },
    models: [
      { name: 'bayes', model: { kind: 'gaussian-naive-bayes' } },
      { name: 'dummy', model: { kind: 'dummy' } },
    ],
    ...more,
  } as PipelineInput);
  const { folder: made } = await run(pipeline, options());
  return findRun(made, '');
}

test('compareRuns(runs) refuses other rows that have the same labels, and takes the same ones with other columns', async () => {
  await sortedTable('sorted.csv', 1);
  const first = await listed({});
  await expect(compareRuns([first, await listed({ seed: 1 })])).rejects.toThrow('different test rows');
  const fewer = await listed({ data: { train: 'sorted.csv', label: 'class', drop: ['y'] } });
  expect((await compareRuns([first, fewer])).models).toHaveLength(4);
  expect((await compareRuns([first, await listed({})])).comparison.rows).toBe(12);
});

test('compareDataSets(runs) takes other data that have the same labels for what they are', async () => {
  await sortedTable('sorted.csv', 1);
  await sortedTable('other.csv', 2);
  const first = await listed({});
  const other = await listed({ data: { train: 'other.csv', label: 'class' } });
  expect((await compareDataSets([first, other])).runs).toHaveLength(2);
  await expect(compareDataSets([first, await listed({})])).rejects.toThrow('the same test rows');
});
