import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { InvalidSpecError } from '../document/problem.js';
import { parseSpec } from './parse-spec.js';

const MUTATIONS = Number(process.env['SELVEDGE_FUZZ'] ?? 1000);

const SEEDS = [
  await readFile(new URL('../../../studies/quickstart.pipeline.yaml', import.meta.url), 'utf8'),
  `version: 1
name: full
vars: { k: [1, 3] }
data: { name: garments, subset: { train: 100, order: stratified } }
split: { kind: fraction, validation: 0.2 }
preprocess: [{ kind: standardize, per: global }, { kind: pca, components: 5 }]
model: { kind: neural, network: { layers: [{ kind: flatten }, { kind: dense, units: 10, activation: softmax }] } }
train: { epochs: 2, optimizer: { kind: sgd, momentum: 0.9 }, schedule: { kind: cosine } }
sweep: { kind: one-at-a-time, over: { train.epochs: "\${k}", train.batchSize: [8, 16] }, metric: log-loss }
evaluate: { metrics: [accuracy], crossValidation: { folds: 3 } }
report: { title: x }
track: { tensorboard: true }
`,
];

const WORDS = [
  '0',
  '-1',
  '1e999',
  '.nan',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '*x',
  '&x',
  '!!map',
  '__proto__',
  'constructor',
  'toString',
  '$' + '{k}',
  '$' + '{',
  '../x',
  '9'.repeat(400),
  'é',
  '\u0000',
  '\t',
  '- ',
  '? ',
  ': ',
  '#',
  '|',
  '>',
  "'",
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\n',
  '  ',
];

/** A text with pieces replaced, removed, doubled and inserted. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, [where, removed, inserted]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + inserted + text.slice(at + removed);
    }, seed),
  );

test(`${MUTATIONS} mutations of a pipeline file are valid or get located problems`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-fuzz-'));
  const path = join(folder, 'a.pipeline.yaml');
  let valid = 0;
  try {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        await writeFile(path, text);
        try {
          await parseSpec(path, { projectDirectory: folder });
          valid++;
        } catch (error) {
          if (!(error instanceof InvalidSpecError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
          for (const { place, message } of error.problems) {
            expect(place).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
            expect(message.length).toBeGreaterThan(5);
          }
        }
      }),
      { numRuns: MUTATIONS, seed: 20 },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(valid).toBeGreaterThan(MUTATIONS / 100); // comments and texts may change freely: not all mutants die
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 600_000);
