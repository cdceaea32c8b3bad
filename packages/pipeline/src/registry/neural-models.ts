import { join } from 'node:path';
import { count } from '@selvedge/component';
import type { Classifier, FittedClassifier, Json, SavedState } from '@selvedge/data';
import { type ZooName, zoo } from '@selvedge/networks';
import { FittedNeural, loadNeural, NeuralClassifier, type NeuralOptions, type TrainSpec } from '@selvedge/neural';
import { z } from 'zod';
import { activationSchema, initializerSchema, layerSchema } from './layers.js';
import type { ModelEntry } from './model-entry.js';
import { TrainingLengths } from './training-lengths.js';

const names = Object.keys(zoo) as ZooName[];
const plain = names.filter((name) => name !== 'mlp' && name !== 'convnet');
const inputShape = z.array(count(1_000_000)).min(1).max(4).exactOptional().describe("Of one row. Default: the data's.");
const units = z.array(count(65_536)).max(1000);
const size = z.union([count(4096), z.tuple([count(4096), count(4096)])]).exactOptional();
const padding = z.enum(['valid', 'same']).exactOptional();
const penalty = z.number().min(0).exactOptional();
const rate = z.number().min(0).lt(1).exactOptional();

const network = z
  .union([
    z.discriminatedUnion('zoo', [
      z.strictObject({
        zoo: z.literal('mlp'),
        hidden: units.describe('Units of each hidden layer.'),
        activation: activationSchema.exactOptional(),
        l2: penalty,
        dropout: rate,
        initializer: initializerSchema.exactOptional(),
        inputShape,
      }),
      z.strictObject({
        zoo: z.literal('convnet'),
        filters: units.min(1).describe('Filters of each convolution.'),
        kernelSize: size,
        padding,
        strides: size,
        poolSize: size,
        poolPadding: padding,
        poolings: z.int().min(0).max(1000).exactOptional(),
        batchNormalization: z.boolean().exactOptional(),
        dropout: rate,
        noise: penalty,
        dense: units.exactOptional(),
        denseL2: penalty,
        convL2: penalty,
        inputShape,
      }),
      z.strictObject({ zoo: z.enum(plain as [ZooName, ...ZooName[]]).describe('A network of the zoo.'), inputShape }),
    ]),
    z.strictObject({
      name: z.string().min(1).max(80).exactOptional(),
      inputShape,
      layers: z.array(layerSchema).min(1).max(2000),
    }),
  ])
  .describe('A network of the zoo, or layers.');

const schema = z.strictObject({
  kind: z.literal('neural'),
  network,
  engine: z.enum(['auto', 'onnx', 'tfjs']).exactOptional().describe('Default auto.'),
  testTime: z
    .array(
      z.strictObject({
        flip: z.boolean().exactOptional().describe('Mirrored left to right.'),
        shiftRows: z.int().min(-4096).max(4096).exactOptional(),
        shiftColumns: z.int().min(-4096).max(4096).exactOptional(),
        weight: z.number().gt(0).exactOptional().describe('Default 1.'),
      }),
    )
    .max(100)
    .exactOptional()
    .describe('Views of each image whose probabilities are averaged at prediction; `{}` is the image itself.'),
  threads: count(256).exactOptional().describe('Default: the cores. Sums round otherwise with another number.'),
});

/** A network as a pipeline file has it. */
export type NeuralSpec = z.infer<typeof schema>;

/** The networks of `@selvedge/neural`. */
export const neuralModels: readonly ModelEntry[] = [
  {
    kind: 'neural',
    schema,
    family: 'neural',
    usesValidation: true,
    usesTrain: true,
    usesAugment: true,
    usesScratch: true,
    usesInitial: true,
    load: loadNeural,
    continues: (train: unknown) => {
      if (!goesOn(train)) return undefined;
      const { epochs: _, ...rest } = train;
      return rest as unknown as Json;
    },
    create: ({ kind: _, ...spec }: NeuralSpec, train: unknown, { scratch, augmenter, initial }) => {
      const { epochs } = (train ?? {}) as TrainSpec;
      const lengths = scratch !== undefined && goesOn(train) ? new TrainingLengths(scratch, epochs ?? 0) : undefined;
      const path = lengths?.path ?? (scratch !== undefined ? join(scratch, 'training.safetensors') : undefined);
      const options = {
        ...spec,
        train: { ...(train as TrainSpec), ...(path !== undefined && { checkpoint: { path } }) },
      } as NeuralOptions;
      const extras = {
        ...(augmenter && { augmenter }),
        ...(initial instanceof FittedNeural && { initialWeights: initial.namedWeights() }),
      };
      return withoutPaths(new NeuralClassifier(options, extras), lengths);
    },
  } as ModelEntry<NeuralSpec> as unknown as ModelEntry,
];

/** Whether the first epochs do not depend on how many are to come, and nothing but their number ends the training. */
function goesOn(train: unknown): train is TrainSpec & { readonly epochs: number } {
  const { epochs, schedule, earlyStopping } = (train ?? {}) as TrainSpec;
  const stretched = schedule?.kind === 'cosine' || schedule?.kind === 'one-cycle';
  return typeof epochs === 'number' && !stretched && earlyStopping === undefined;
}

/** A model must not know where its checkpoints were: equal models have equal bytes. */
function withoutPaths(classifier: Classifier, lengths?: TrainingLengths): Classifier {
  return {
    kind: classifier.kind,
    params: classifier.params,
    clone: () => withoutPaths(classifier.clone(), lengths),
    async fit(train, options): Promise<FittedClassifier> {
      await lengths?.begin();
      const fitted = await classifier.fit(train, options);
      await lengths?.end();
      const saved = withoutCheckpoint(fitted.save());
      await fitted.dispose?.();
      return loadNeural(saved);
    },
  };
}

function withoutCheckpoint(saved: SavedState): SavedState {
  const { params, ...config } = saved.config;
  const { train, ...others } = params as { readonly train: { readonly [name: string]: Json } };
  const { checkpoint: _, ...kept } = train;
  return { ...saved, config: { ...config, params: { ...others, train: kept } } };
}
