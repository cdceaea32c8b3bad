import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { parseSpec } from '../spec/parse-spec.js';
import { run } from './run-pipeline.js';

interface Case {
  readonly name: string;
  /** Packed by gzip, in base64. */
  readonly train: string;
  readonly test: string;
  readonly ending: string;
  /** As a pipeline file has them. */
  readonly data: object;
  readonly preprocess: readonly object[];
  readonly model: object;
  /** Accuracy of scikit-learn on what pandas read. */
  readonly score: number;
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  await readFile(new URL('./messy-scores.reference.json', import.meta.url), 'utf8'),
);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-messy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(cases)('$name: the score of scikit-learn on what pandas reads', async (given) => {
  const { train, test, ending, data, preprocess, model, score } = given;
  const files = { train: `train.${ending}`, test: `test.${ending}` };
  await writeFile(join(folder, files.train), gunzipSync(Buffer.from(train, 'base64')));
  await writeFile(join(folder, files.test), gunzipSync(Buffer.from(test, 'base64')));
  const file = join(folder, 'messy.pipeline.yaml');
  const spec = { version: 1, data: { ...files, ...data }, preprocess, model, report: { html: false } };
  await writeFile(file, stringify(spec));
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  const { results } = await run(await parseSpec(file), options);
  const own = results.models[0].parts.test?.evaluation.report.accuracy.value ?? 0;
  expect(Math.abs(own - score)).toBeLessThanOrEqual(0.005);
});
