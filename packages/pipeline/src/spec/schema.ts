import { guessedAs } from '@selvedge/component';
import { advised } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { augmentSteps } from '@selvedge/preprocess';
import { modelSchema } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import { splitSchema } from '../registry/splits.js';
import { trainSchema } from '../registry/train.js';
import { transformSchema } from '../registry/transforms.js';
import { dataSchema } from './data-schema.js';
import { evaluateSchema, reportedSchema } from './evaluate-schema.js';
import { anyValue, folderName, plainName } from './limits.js';
import { reportSchema } from './report-schema.js';
import { sweepSchema } from './sweep-schema.js';
import { trackSchema } from './track-schema.js';

const path = z.string().min(1).max(4096);
const seed = z
  .union([z.int().min(0).max(Number.MAX_SAFE_INTEGER), z.string().max(200)])
  .describe('Makes everything random repeatable. Default 0.');

/** What a model of a comparison may have of its own; what it leaves out is the pipeline's. */
const parts = (registry: Registry) => ({
  seed: guessedAs(seed.exactOptional(), 'randomState', 'randomSeed'),
  data: guessedAs(
    z
      .union([z.string().min(1).max(200), dataSchema])
      .exactOptional()
      .describe('The data set: a name of the catalogue, or a map that says more.'),
    'dataset',
    'datasets',
    'source',
  ),
  split: guessedAs(splitSchema.exactOptional(), 'splits', 'trainTestSplit'),
  preprocess: guessedAs(
    z
      .array(transformSchema(registry))
      .max(50)
      .exactOptional()
      .describe('Preparation steps, in this order; fitted on training rows only.'),
    'transforms',
    'transform',
    'preprocessing',
    'steps',
    'scaler',
  ),
  augment: guessedAs(
    augmentSteps
      .exactOptional()
      .describe(
        'Random changes of training images, drawn again in every epoch. For networks; others have no use for it.',
      ),
    'augmentation',
    'augmentations',
    'dataAugmentation',
  ),
  model: guessedAs(modelSchema(registry).exactOptional(), 'classifier', 'estimator', 'algorithm'),
  train: guessedAs(trainSchema.exactOptional(), 'training', 'fit', 'compile'),
  sweep: guessedAs(
    sweepSchema.exactOptional(),
    'search',
    'grid',
    'gridSearch',
    'paramGrid',
    'hyperparameters',
    'tune',
    'tuning',
  ),
  evaluate: guessedAs(evaluateSchema.exactOptional(), 'evaluation', 'eval', 'score'),
  reported: reportedSchema(registry).exactOptional(),
});

/** One model with everything it needs: what `models` and `sweep` expand to. */
const entrySchema = (registry: Registry) =>
  advised(
    z
      .strictObject({
        name: folderName().describe('Its name in tables and folders.'),
        note: z.string().max(2000).exactOptional().describe('Shown with the results.'),
        ...parts(registry),
      })
      .describe('One model of the comparison.'),
    IN_MODEL,
  );

/** What people expect beside the name of a model, and where it stands. */
const IN_MODEL = {
  kind: 'write model: { kind: ... } with its parameters inside',
  params: 'write model: { kind: ... } with the parameters inside',
  network: 'write model: { kind: neural, network: { ... } }',
  layers: 'write model: { kind: neural, network: { layers: [...] } }',
  epochs: 'write train: { epochs: 10 }',
};

const comparison = z
  .union([
    path,
    z.strictObject({
      pipeline: path.describe('Another pipeline file, relative to this one.'),
      models: z.array(plainName()).min(1).exactOptional().describe('Only these of its models. Default: all.'),
      prefix: plainName()
        .exactOptional()
        .describe("Put before the names of its models. Default: that pipeline's name."),
    }),
  ])
  .describe('Another pipeline whose models join the table.');

/** What people expect at the top of a file, and where it stands. */
const EXPECTED = {
  metrics: 'write evaluate: { metrics: [accuracy, macro-f1] }',
  metric: 'write evaluate: { metrics: [accuracy] }',
  cv: 'write evaluate: { crossValidation: { folds: 5 } }',
  crossValidation: 'write evaluate: { crossValidation: { folds: 5 } }',
  ...IN_MODEL,
  batchSize: 'write train: { batchSize: 32 }',
  optimizer: 'write train: { optimizer: { kind: adam } }',
  learningRate: 'write train: { learningRate: 0.001 }',
  loss: 'write train: { loss: cross-entropy }',
  callbacks: 'write train: { earlyStopping, csvLog }',
  testSize: 'write split: { kind: fraction, validation: 0.2 }',
  folds: 'write evaluate: { crossValidation: { folds: 5 } }',
  threads: 'write selvedge run FILE --threads N',
  target: 'write data: { label: species }, with the name of the column',
  label: 'write data: { label: species }, with the name of the column',
  features: 'write data: { features: [width, height] }, with the names of columns',
  output: 'write selvedge run FILE --output FOLDER',
};

/** The schema of a pipeline file: the single source of its types, checks, documentation and JSON Schema. */
function pipelineSchema(registry: Registry) {
  const schema = z
    .strictObject({
      $schema: z.string().max(2000).exactOptional().describe('For editors.'),
      version: z.literal(1).describe('Of this format.'),
      name: folderName()
        .exactOptional()
        .describe("Default: the file's name, with a dash in place of blanks and other characters."),
      description: z.string().max(20_000).exactOptional().describe('What it is for.'),
      extends: z
        .union([path, z.array(path).min(1).max(16)])
        .exactOptional()
        .describe(
          'Files whose contents this one is laid on: maps are merged, everything else is replaced, null removes.',
        ),
      vars: z
        .record(z.string().regex(/^[A-Za-z_][\w-]*$/), anyValue)
        .exactOptional()
        .describe('Values that a name in braces after a dollar sign stands for.'),
      ...parts(registry),
      models: z.array(entrySchema(registry)).min(1).max(1000).exactOptional().describe('Several models in one table.'),
      compare: z
        .array(comparison)
        .min(1)
        .max(200)
        .exactOptional()
        .describe('Models of other pipeline files that join the table.'),
      report: reportSchema.exactOptional(),
      track: trackSchema.exactOptional(),
    })
    .describe('A Selvedge pipeline.');
  return advised(schema, EXPECTED);
}

/** The schemas that follow from what pipeline files can name. */
export interface PipelineSchemas {
  readonly pipeline: ReturnType<typeof pipelineSchema>;
  readonly entry: ReturnType<typeof entrySchema>;
}

/** Builds the schemas: once per pipeline, for a sweep checks each of its points and building takes longer than a check. */
export function schemasOf(registry: Registry): PipelineSchemas {
  return { pipeline: pipelineSchema(registry), entry: entrySchema(registry) };
}

/** A pipeline as a person writes it. */
export type PipelineInput = z.input<ReturnType<typeof pipelineSchema>>;

export type EntryInput = z.input<ReturnType<typeof entrySchema>>;
