import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistry, parseSpec } from '@selvedge/pipeline';
import { CATALOGUE, fileOf, OTHER_DATA } from './catalogue.js';
import { CLAIMS, claimSentence } from './claims.js';
import { explorationFigures } from './exploration.js';
import { otherPages } from './other-pages.js';
import { studiesPlugin } from './plugin.js';
import { readPeers, readResults, readSeeds, readTried, readTwins } from './read-results.js';
import type { RecordedRow } from './record.js';
import { REPORTED_CURVES } from './reported-curves.js';
import { resultsPage } from './results-page.js';
import { transposedReading } from './transposed.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const registry = createRegistry([studiesPlugin]);
const results = await readResults(join(home, 'results'));
const peers = await readPeers(join(home, 'other/peers.json'));
const twins = await readTwins(join(home, 'twins/results.json'));
const tried = await readTried(join(home, 'best/tried.json'));
const seeds = await readSeeds(join(home, 'results/seeds'));

describe('the catalogue', () => {
  test.each([...CATALOGUE, ...OTHER_DATA].map((row) => [row.id, row] as const))(
    '%s is a valid pipeline of that name',
    async (id, row) => {
      const { name } = await parseSpec(join(home, fileOf(row)), { registry });
      expect(name).toBe(id);
    },
  );

  test('every row has results, and no result is without a row', () => {
    const ids = [...CATALOGUE, ...OTHER_DATA].map(({ id }) => id);
    for (const id of ids) expect([id, results.has(id)]).toEqual([id, true]);
    for (const id of results.keys()) expect(ids).toContain(id);
  });

  test('no result was measured on generated images', () => {
    for (const { id, data } of results.values()) {
      expect([id, data]).toEqual([id, id.startsWith('other.') ? id.slice('other.'.length) : 'fashion-mnist']);
    }
  });
});

describe('the results page', () => {
  test('is what the results say: run `npx nx run studies:results`', async () => {
    const pages = { ...(await resultsPage(results, twins, seeds, tried)), ...otherPages(results, peers) };
    for (const [name, text] of Object.entries(pages)) {
      expect([name, await readFile(join(home, '../../docs', name), 'utf8')]).toEqual([name, text]);
    }
  });

  test('the 20 published error counts of uci.knn come out exactly', () => {
    const model = results.get('uci.knn')?.models[0];
    const rows = model?.parts['validation']?.accuracy.rows ?? 0;
    const errorsAt = (k: number, alpha: number): number => {
      const point = model?.sweep?.points.find(
        ({ values }) => values['model.k'] === k && values['model.gamma'] === alpha / 255 ** 2,
      );
      return Math.round((1 - (point?.value ?? 0)) * rows);
    };
    const published = {
      0: [156, 150, 170, 189, 211],
      1: [179, 179, 179, 180, 180],
      2: [183, 181, 181, 181, 181],
      4: [186, 186, 186, 186, 186],
    };
    for (const [alpha, counts] of Object.entries(published)) {
      expect([5, 10, 20, 50, 100].map((k) => errorsAt(k, Number(alpha)))).toEqual(counts);
    }
  });
});

describe('a transposed reading', () => {
  test('names the cell both ways, from the figures', () => {
    const confusion = {
      classes: ['shirt', 'coat'],
      counts: [
        [60, 40],
        [10, 90],
      ],
    };
    const row = { id: 'x', models: [{ confusion }] } as unknown as RecordedRow;
    expect(transposedReading(row)).toMatch(/40 images of shirt were taken for coat; .* which happened 10 times/);
    expect(transposedReading(row)).toMatch(/are shirt, 60\.0 % were recognised .* called shirt, 85\.7 % are/);
    expect(transposedReading(undefined)).toBe('');
  });
});

describe('the exploration', () => {
  test('draws our points beside the published curves', () => {
    const points = [
      { label: '', values: { 'train.epochs': 3 }, value: 0.8, chosen: false },
      { label: '', values: { 'train.epochs': 1 }, value: 0.7, chosen: false },
      { label: '', values: { 'model.network.hidden': [256, 256, 256] }, value: 0.75, chosen: false },
      { label: '', values: { 'model.network.hidden': [256, 256] }, value: 0.74, chosen: false },
      { label: '', values: { 'model.network.hidden': [64, 64] }, value: 0.6, chosen: false },
      { label: '', values: { 'train.epochs': 3, 'train.batchSize': 8 }, value: 0.9, chosen: true },
    ];
    const row = { id: 'uci.explore', models: [{ sweep: { points } }] } as unknown as RecordedRow;
    const drawn = explorationFigures(row);
    expect(drawn.map(({ file }) => file)).toEqual([
      'uci.explore.epochs.svg',
      'uci.explore.layers.svg',
      'uci.explore.nodes.svg',
    ]);
    expect(drawn[0].figure).toMatchObject({
      series: [
        {
          points: [
            { at: 1, value: 0.7 },
            { at: 3, value: 0.8 },
          ],
        },
        {},
        {},
      ],
    });
    for (const { at, pytorch, keras } of REPORTED_CURVES)
      expect([pytorch.length, keras.length]).toEqual([at.length, at.length]);
    expect(explorationFigures(undefined)).toEqual([]);
  });
});

describe('claims', () => {
  const row = (id: string, value: number, half: number): RecordedRow => ({
    ...(results.get('uci.knn') as RecordedRow),
    id,
    models: [
      {
        name: id,
        model: {},
        trainRows: 1,
        fitSeconds: 1,
        parts: { test: { accuracy: { value, low: value - half, high: value + half, rows: 10_000 }, metrics: {} } },
      },
    ],
  });
  const claim = { first: 'a', second: 'b', claim: 'a beats b' };
  const sentence = (a: number, b: number): string =>
    claimSentence(
      claim,
      new Map([
        ['a', row('a', a, 0.006)],
        ['b', row('b', b, 0.006)],
      ]),
    );

  test('follow the figures, whatever the report claims', () => {
    expect(sentence(0.92, 0.9)).toMatch(/a is better than b; difference 2.00 points/);
    expect(sentence(0.9, 0.92)).toMatch(/b is better than a/);
    expect(sentence(0.901, 0.9)).toMatch(/not distinguishable/);
    expect(claimSentence(claim, new Map())).toMatch(/not measured yet \(a, b\)/);
  });

  test('need a difference beyond the noise of the seeds, where there are some', () => {
    const run = (seed: number, test: number) => ({
      seed,
      seconds: 1,
      commit: '',
      processor: '',
      models: [{ name: 'only', test }],
    });
    const rows = new Map([
      ['a', row('a', 0.92, 0.006)],
      ['b', row('b', 0.9, 0.006)],
    ]);
    const withSeeds = (...tests: readonly number[]): string =>
      claimSentence(
        claim,
        rows,
        new Map([
          ['a', { format: 1, id: 'a', runs: tests.map((value, seed) => run(seed, value)) }],
          ['b', { format: 1, id: 'b', runs: [2, 1, 0].map((seed) => run(seed, 0.9)) }],
        ]),
      );
    // t(0.975, 2) = 4.302653; s = 0.01, so that the mean has the interval -0.48 to 4.48 points.
    expect(withSeeds(0.91, 0.92, 0.93)).toMatch(
      /a and b are not distinguishable; .*; mean over 3 seeds 2.00 points \(95 % interval -0.48 to 4.48\)/,
    );
    expect(withSeeds(0.919, 0.92, 0.921)).toMatch(/a is better than b/);
    expect(withSeeds(0.92)).not.toContain('seeds');
  });

  test('name rows that exist', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    for (const { first, second } of CLAIMS)
      for (const name of [first, second]) expect(ids).toContain(name.split('/')[0]);
  });
});
