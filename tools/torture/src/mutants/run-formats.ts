import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, type Rng, SelvedgeError } from '@selvedge/data';
import { writeDataset } from '@selvedge/ingest';
import { parseSpec, run } from '@selvedge/pipeline';
import { updateManifest } from '@selvedge/pipeline/runs';
import { Cache } from '@selvedge/workflow';
import { jsonStates, lineStates } from '../states/json-states.js';
import { command } from './command-in-process.js';
import type { Format } from './format.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateJson, mutateJsonText } from './mutate-json.js';
import { sampleRows } from './sample-rows.js';
import { jsonlOf, tableRows } from './table-models.js';

const PIPELINE = `version: 1
name: sample
seed: 3
data: { train: train.csv, test: test.csv }
split: { kind: last, validation: 6 }
models:
  - { name: knn, preprocess: [{ kind: standardize }], model: { kind: knn, k: 3 } }
  - { name: tree, model: { kind: decision-tree, maxDepth: 3 } }
report: { html: true }
`;

const TABLES = `version: 1
name: sample
seed: 3
data:
  train: train.jsonl
  validation: validation.jsonl
  test: test.jsonl
  weights: mass
  missing: nan
models:
  - { name: bayes, preprocess: [{ kind: impute }], model: { kind: gaussian-naive-bayes } }
  - name: boosting
    model: { kind: tuned-threshold, by: cost, falseNegativeCost: 3, folds: 2, member: { kind: hist-gradient-boosting, maxIter: 3 } }
  - name: columns
    preprocess:
      - kind: columns
        transformers: [{ columns: [town], steps: [{ kind: one-hot, unknown: ignore }] }]
    model: { kind: extra-trees }
    sweep: { kind: grid, over: { model.nEstimators: [2, 3] } }
evaluate: { metrics: [accuracy, log-loss], crossValidation: 2 }
report: { html: false }
`;

/** Everything that a person does with a run that is there. */
const commandsFor = (model: string, input: string): readonly (readonly string[])[] => [
  ['runs', 'ls'],
  ['runs', 'ls', '--json'],
  ['runs', 'show', 'sample'],
  ['runs', 'verify', 'sample'],
  ['report', 'sample'],
  ['compare', 'sample'],
  ['compare', 'sample', '--metric', 'macro-f1'],
  ['why', 'sample'],
  ['why', 'sample', `fit ${model}`],
  ['predict', '--model', 'sample', '--name', model, '--input', input, '-o', 'out.csv'],
  ['replay', 'sample', '--offline'],
];
const COMMANDS = commandsFor('', '').length;

interface RunSample {
  readonly name: string;
  readonly pipeline: string;
  /** Of the rows. */
  readonly extension: 'csv' | 'jsonl';
  readonly rowsOf: (rows: number, seed: number) => Dataset;
  /** A model of it that predicts. */
  readonly model: string;
}

/** The run's folder, damaged, and every command that reads it; digests are checked for a quarter of them. */
const runFormat = ({ name, pipeline: text, extension, rowsOf, model }: RunSample): Format => ({
  name,
  async make(folder) {
    await writeFile(join(folder, 'package.json'), '{}');
    for (const [part, rows, seed] of [
      ['train', 30, 1],
      ['validation', 12, 3],
      ['test', 12, 2],
    ] as const) {
      const path = join(folder, `${part}.${extension}`);
      if (extension === 'csv') await writeDataset(rowsOf(rows, seed), path);
      else await writeFile(path, jsonlOf(rowsOf(rows, seed)));
    }
    await writeFile(join(folder, 'sample.pipeline.yaml'), text);
    const pipeline = await parseSpec(join(folder, 'sample.pipeline.yaml'), { projectDirectory: folder });
    await run(pipeline, { output: join(folder, 'runs', 'sample'), cacheDirectory: join(folder, 'cache') });
    const files = await readdir(join(folder, 'runs'), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile() && !/\.(html|md|svg|png)$/.test(file.name))
      .map(({ parentPath, name: file }) => join(parentPath, file).slice(folder.length + 1));
  },
  mutate: (bytes, rng, file) => {
    if (file.endsWith('.json')) return mutateJsonText(bytes, rng);
    return file.endsWith('.jsonl') ? mutateLines(bytes, rng) : mutateBytes(bytes, rng);
  },
  states(bytes, file) {
    if (file.endsWith('.jsonl')) return lineStates(bytes);
    return file.endsWith('.json') && !file.endsWith('manifest.json') ? jsonStates(bytes) : [];
  },
  async read(folder, rng) {
    const words = commandsFor(model, `test.${extension}`)[rng.int(COMMANDS)];
    const isVerified = rng.int(2) === 0;
    // Whoever can write a file can write its digest, too.
    if (isVerified && rng.int(2) === 0) await writeDigests(join(folder, 'runs', 'sample')).catch(() => undefined);
    const reads = words[0] === 'runs' && words[1] === 'ls' ? [] : ['--no-verify'];
    const printed = await command(folder, [...words, '--runs', join(folder, 'runs'), ...(isVerified ? [] : reads)]);
    if (words[0] === 'report' && printed.exitCode === 0) await checkEscaped(join(folder, 'runs', 'sample'));
    return printed;
  },
});

/** As if the run had written its files as they are now. */
async function writeDigests(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  const { files } = JSON.parse(text) as { readonly files: Readonly<Record<string, string>> };
  await updateManifest(folder, Object.keys(files));
}

async function checkEscaped(folder: string): Promise<void> {
  for (const name of ['report.html', 'report.md']) {
    const text = await readFile(join(folder, name), 'utf8');
    const at = text.indexOf('<img src=x');
    if (at >= 0) throw new Error(`${name} has an element of a text: ${text.slice(Math.max(0, at - 80), at + 20)}`);
  }
}

const KEY = 'ab'.repeat(32);

/** An entry of the cache: what comes out is what was put in, or nothing. */
const CACHE: Format = {
  name: 'cache-entry',
  async make(folder) {
    const cache = new Cache(folder);
    await cache.put(KEY, 'fit', { 'a.bin': new Uint8Array(300).fill(7) }, { label: 'fit', seconds: 1 });
    const entry = cache.folderOf(KEY).slice(folder.length + 1);
    return [join(entry, 'entry.json'), join(entry, 'a.bin')];
  },
  mutate: (bytes, rng, file) => (file.endsWith('.json') ? mutateJsonText(bytes, rng) : mutateBytes(bytes, rng)),
  async read(folder) {
    const found = await new Cache(folder).get(KEY);
    if (found.outcome === 'damaged') throw new SelvedgeError('corrupt-file', found.reason);
    if (found.outcome === 'miss') throw new SelvedgeError('not-found', 'the entry is gone');
    const content = Object.values(found.files);
    if (content.length > 0 && !content.every((bytes) => bytes.length === 300 && bytes.every((byte) => byte === 7)))
      throw new Error('a damaged entry was taken for a whole one');
  },
};

export const RUN_FORMATS: readonly Format[] = [
  runFormat({ name: 'run', pipeline: PIPELINE, extension: 'csv', rowsOf: sampleRows, model: 'knn' }),
  runFormat({ name: 'run:tables', pipeline: TABLES, extension: 'jsonl', rowsOf: tableRows, model: 'boosting' }),
  CACHE,
];

function mutateLines(bytes: Uint8Array, rng: Rng): Uint8Array {
  if (rng.int(3) === 0) return mutateBytes(bytes, rng);
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n');
  const at = rng.int(lines.length);
  lines[at] = JSON.stringify(mutateJson(JSON.parse(lines[at] || 'null'), rng)) ?? '';
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
