import { createRng, SelvedgeError } from '@selvedge/data';
import { type JsonSchema, valuesOf } from '@selvedge/data/testing';
import { createAugmenter } from '@selvedge/preprocess';
import { InvalidSpecError } from '../document/problem.js';
import { modelEntry } from '../registry/models.js';
import { BUILT_IN } from '../registry/registry.js';
import { transformEntry } from '../registry/transforms.js';
import { pipelineJsonSchema } from './json-schema.js';
import { parseSpec } from './parse-spec.js';
import type { ModelConfig } from './pipeline.js';
import type { PipelineInput } from './schema.js';

/** `nx run pipeline:fuzz` draws 10,000. */
const FILES = Number(process.env['SELVEDGE_FILES'] ?? 700);
const root = pipelineJsonSchema(BUILT_IN) as JsonSchema;
const parts = root.properties as Readonly<Record<string, JsonSchema>>;

/** Makes everything that the config of a model names. */
async function construct({ preprocess, augment, model, train }: ModelConfig): Promise<void> {
  for (const spec of preprocess) transformEntry(BUILT_IN, spec.kind).create(spec);
  const augmenter = augment && createAugmenter(augment);
  const context = { shape: [28, 28, 1], classes: 10, ...(augmenter && { augmenter }) };
  await modelEntry(BUILT_IN, model.kind).create(model, train, context);
}

/** Fields that are worth trying together; the others, which name files and servers, are drawn now and then. */
const USUAL = ['preprocess', 'augment', 'train', 'evaluate', 'split'];

test(`${FILES} files made from the published schema are refused with a place, or all they name can be made`, async () => {
  const rng = createRng(16);
  const draw = valuesOf(root, rng);
  const faults: string[] = [];
  let valid = 0;
  for (let at = 0; at < FILES; at++) {
    const names = [...USUAL, ...Object.keys(parts).filter((name) => name !== 'extends' && name !== 'compare')];
    const some = names.filter((name) => rng.uniform() < (USUAL.includes(name) ? 0.5 : 0.1));
    const drawn = Object.fromEntries(['version', 'model', ...some].map((name) => [name, draw(parts[name])]));
    const file = { data: 'fashion-mnist', ...drawn, version: 1 } as unknown as PipelineInput;
    try {
      const pipeline = await parseSpec(file);
      valid++;
      for (const { config, sweep } of pipeline.models) {
        for (const each of [config, ...(sweep?.trials.slice(0, 3).map((trial) => trial.config) ?? [])]) {
          await construct(each);
        }
      }
    } catch (error) {
      const isRefused = error instanceof InvalidSpecError && error.problems.every(({ place }) => place !== undefined);
      const why = error instanceof SelvedgeError ? `${error.code} ${error.message}` : String(error);
      if (!isRefused) faults.push(`${why.slice(0, 300)}\n  ${JSON.stringify(file).slice(0, 600)}`);
    }
  }
  expect(faults.slice(0, 5)).toEqual([]);
  expect(valid).toBeGreaterThan(FILES / 5);
}, 600_000);
