import { join } from 'node:path';
import { createRng, matrix } from '@selvedge/data';
import { writeDataset } from '@selvedge/ingest';
import { markdownReport } from '@selvedge/report';
import { base, folder, options, train } from '../../test/small-runs.js';
import { definePipeline } from '../spec/define-pipeline.js';
import { compareDataSets, dataSetsDocument } from './compare-data-sets.js';
import { findRun } from './run-folder.js';
import { run } from './run-pipeline.js';

/** Rows of two classes that lie a distance apart. */
async function dataSet(name: string, seed: number): Promise<void> {
  for (const part of ['train', 'test']) {
    const rng = createRng(seed).fork(part);
    const labels = Uint16Array.from({ length: 80 }, () => rng.int(2));
    const values = Float32Array.from({ length: 160 }, (_, at) => rng.normal() + 2 * labels[at >> 1]);
    await writeDataset(
      { ...train, features: matrix(values, 80, 2), labels, classes: ['a', 'b'], shape: [2] },
      join(folder, `${name}-${part}.arrow`),
    );
  }
}

const pipeline = (name: string) =>
  definePipeline({
    version: 1,
    name,
    data: { train: `${name}-train.arrow`, test: `${name}-test.arrow` },
    report: { html: false },
    models: [
      { name: 'bayes', model: { kind: 'gaussian-naive-bayes' } },
      { name: 'most', model: { kind: 'dummy' } },
      { name: name, model: { kind: 'dummy' } },
    ],
  });

describe('compareDataSets(runs, metric)', () => {
  test("ranks the models that the runs share, by Friedman's test", async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    const runs = [];
    for (const [seed, name] of names.entries()) {
      await dataSet(name, seed);
      const { folder: made } = await run(pipeline(name), options());
      runs.push(await findRun(made, ''));
    }
    const compared = await compareDataSets(runs, 'accuracy');
    expect(compared.models.map(({ name, meanRank }) => [name, meanRank])).toEqual([
      ['bayes', 1],
      ['most', 2],
    ]);
    expect(compared.pValue).toBeCloseTo(1 / 32, 12);
    expect(compared.scores['bayes']).toHaveLength(6);
    expect(compared.sentence).toMatch(
      /^bayes has the best mean rank, 1.00 .*6 data sets: p = 0.031.*better than every other/,
    );
    expect(markdownReport(await dataSetsDocument(compared))).toContain('| bayes | 1.00 |');
    await expect(compareDataSets(runs.slice(0, 1))).rejects.toThrow('got 1 run;');
    await expect(compareDataSets([runs[0], runs[0]])).rejects.toThrow('were scored on the same test rows');
    const { folder: other } = await run(base, options());
    await expect(compareDataSets([runs[0], await findRun(other, '')])).rejects.toThrow('the runs share no model');
  });
});
