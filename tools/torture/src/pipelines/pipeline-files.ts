import type { Rng } from '@selvedge/data';
import { mutateBytes } from '../mutants/mutate-bytes.js';
import { mutateJson } from '../mutants/mutate-json.js';
import { fromSchema } from './from-schema.js';

/** A pipeline file and, where it is known, whether it is one that runs. */
export interface PipelineFile {
  readonly name: string;
  readonly text: string;
  readonly isValid?: boolean;
}

const MODELS: readonly object[] = [
  { kind: 'knn', k: 3 },
  { kind: 'knn', k: 5, weights: 'distance' },
  { kind: 'decision-tree', maxDepth: 4 },
  { kind: 'random-forest', nEstimators: 5 },
  { kind: 'logistic-regression' },
  { kind: 'gaussian-naive-bayes' },
  { kind: 'nearest-centroid' },
  { kind: 'dummy', strategy: 'prior' },
];
const PREPROCESS: readonly object[] = [
  { kind: 'standardize' },
  { kind: 'min-max' },
  { kind: 'scale' },
  { kind: 'pca', components: 2 },
];

/** Makers of the four quarters. */
export const FILES: Readonly<Record<'valid' | 'mutated' | 'schema' | 'hostile', (rng: Rng) => PipelineFile>> = {
  valid: (rng) => ({ name: '', text: JSON.stringify(validFile(rng)), isValid: true }),
  mutated(rng) {
    const file = validFile(rng);
    if (rng.int(3) === 0) {
      const bytes = mutateBytes(new TextEncoder().encode(JSON.stringify(file, null, 2)), rng);
      return { name: 'bytes', text: new TextDecoder().decode(bytes) };
    }
    return { name: 'values', text: JSON.stringify(mutateJson(file, rng)) ?? '' };
  },
  schema: (rng) => ({ name: '', text: JSON.stringify(fromSchema(rng)) ?? '' }),
  hostile(rng) {
    const names = Object.keys(HOSTILE);
    const name = names[rng.int(names.length)];
    return { name, text: HOSTILE[name](rng), isValid: false };
  },
};

function validFile(rng: Rng): Record<string, unknown> {
  const model = MODELS[rng.int(MODELS.length)];
  const preprocess = rng.int(2) === 0 ? {} : { preprocess: [PREPROCESS[rng.int(PREPROCESS.length)]] };
  const sweep = 'k' in model && rng.int(3) === 0 ? { sweep: { kind: 'grid', over: { 'model.k': [1, 3] } } } : {};
  return {
    version: 1,
    name: `p${rng.int(1000)}`,
    seed: rng.int(100),
    data: { train: 'train.csv', test: 'test.csv' },
    ...(rng.int(2) === 0 || 'sweep' in sweep ? { split: { kind: 'last', validation: 12 } } : {}),
    ...preprocess,
    model,
    ...sweep,
    ...(rng.int(2) === 0 && { report: { html: rng.int(2) === 0 } }),
  };
}

const BASE = 'version: 1\ndata: { train: train.csv, test: test.csv }\n';
const MODEL = 'model: { kind: knn }\n';

/** Files that somebody made to do harm. */
const HOSTILE: Readonly<Record<string, (rng: Rng) => string>> = {
  'deep lists': (rng) => `${BASE}model: ${'['.repeat(1000 + rng.int(100_000))}`,
  'deep maps': (rng) => `${BASE}model: ${'{a: '.repeat(1000 + rng.int(50_000))}1`,
  'deep blocks': (rng) =>
    `${BASE}model:\n${Array.from({ length: 200 + rng.int(800) }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n')}`,
  'laughing aliases': (rng) => {
    const levels = 8 + rng.int(12);
    const lines = Array.from(
      { length: levels },
      (_, at) =>
        `a${at}: &a${at} [${Array(9)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    );
    return `${lines.join('\n')}\n${BASE}${MODEL}`;
  },
  'an alias of itself': () => `${BASE}model: &m { kind: knn, self: *m }`,
  'merged keys': () => `x: &x { a: 1 }\n${BASE}model:\n${'  <<: *x\n'.repeat(20_000)}`,
  prototype: (rng) =>
    `${BASE}${['__proto__', 'constructor', 'prototype'][rng.int(3)]}: { kind: knn, polluted: true }\n${MODEL}`,
  'prototype of a model': () => `${BASE}model: { kind: knn, __proto__: { k: 3 } }`,
  'sweep of 1e9 points': () =>
    `${BASE}split: { kind: last, validation: 12 }\n${MODEL}sweep: { kind: grid, over: { ${Array.from({ length: 9 }, (_, at) => `model.k${at}: [${Array.from({ length: 10 }, (_, value) => value + 1).join(', ')}]`).join(', ')} } }`,
  'random sweep of 1e9 points': () =>
    `${BASE}split: { kind: last, validation: 12 }\n${MODEL}sweep: { kind: random, points: 1000000000, over: { model.k: [1, 3] } }`,
  'numbers beyond all bounds': (rng) =>
    `${BASE}model: { kind: knn, k: ${['1e999', '-1', '.nan', '1e9', '0x7fffffffffffffff', '1.5'][rng.int(6)]} }`,
  'path out of the project': (rng) =>
    `version: 1\ndata: { train: ${['../../etc/passwd', '/etc/passwd', '../x.csv', '//proc/self/root/etc/passwd', 'a/../../x.csv'][rng.int(5)]} }\n${MODEL}`,
  'path with a zero': () => `version: 1\ndata: { train: "x\\0.csv" }\n${MODEL}`,
  'long name': () => `${BASE}name: ${'n'.repeat(100_000)}\n${MODEL}`,
  'name with a path': (rng) => `${BASE}name: ${['../up', 'a/b', '..', '.'][rng.int(4)]}\n${MODEL}`,
  'names that repeat': () => `${BASE}${MODEL}${MODEL}`,
  'code in a tag': () => `${BASE}model: !!js/function 'function () {}'`,
  'a large text': () => `${BASE}model: { kind: "${'x'.repeat(8_000_000)}" }`,
  'very many keys': () => `${BASE}model:\n${Array.from({ length: 50_000 }, (_, at) => `  k${at}: 1`).join('\n')}`,
  'file that extends itself': () => `extends: x.pipeline.yaml\n${MODEL}`,
  'not text': () => '\u0000\u0001\ufffd%PDF-1.4',
};
