import { join } from 'node:path';
import { count } from '@selvedge/component';
import type { Classifier, FittedClassifier, Json, SavedState } from '@selvedge/data';
import type { NetworkSpec } from '@selvedge/networks';
import { FittedNeural, loadNeural, NeuralClassifier, type NeuralOptions, type TrainSpec } from '@selvedge/neural';
import { z } from 'zod';
import type { ModelEntry } from './model-entry.js';
import { declarationOf, type NamedNetwork } from './named-network.js';
import { networkSchema } from './network-schema.js';
import { TrainingLengths } from './training-lengths.js';

const schemaWith = (networks: ReadonlyMap<string, NamedNetwork>) =>
  z.strictObject({
    kind: z.literal('neural'),
    network: networkSchema(networks),
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
export type NeuralSpec = z.infer<ReturnType<typeof schemaWith>>;

/** The networks of `@selvedge/neural`, and those that plugins have named. */
export function neuralModel(networks: ReadonlyMap<string, NamedNetwork>): ModelEntry {
  const entry: ModelEntry<NeuralSpec> = {
    kind: 'neural',
    schema: schemaWith(networks),
    family: 'neural',
    usesValidation: true,
    usesTrain: true,
    usesAugment: true,
    usesScratch: true,
    usesInitial: true,
    load: loadNeural,
    declaration: ({ network }) => named(networks, network, SOME_CLASSES) as unknown as Json | undefined,
    continues: (train: unknown) => {
      if (!goesOn(train)) return undefined;
      const { epochs: _, ...rest } = train;
      return rest as unknown as Json;
    },
    create: ({ kind: _, network, ...spec }, train: unknown, { classes, scratch, augmenter, initial }) => {
      const { epochs } = (train ?? {}) as TrainSpec;
      const lengths = scratch !== undefined && goesOn(train) ? new TrainingLengths(scratch, epochs ?? 0) : undefined;
      const path = lengths?.path ?? (scratch !== undefined ? join(scratch, 'training.safetensors') : undefined);
      const options = {
        ...spec,
        network: named(networks, network, classes) ?? network,
        train: { ...(train as TrainSpec), ...(path !== undefined && { checkpoint: { path } }) },
      } as NeuralOptions;
      const extras = {
        ...(augmenter && { augmenter }),
        ...(initial instanceof FittedNeural && { initialWeights: initial.namedWeights() }),
      };
      return withoutPaths(new NeuralClassifier(options, extras), lengths);
    },
  };
  return entry as unknown as ModelEntry;
}

/** A network's declaration tells it from others of its name, whatever the number of classes. */
const SOME_CLASSES = 10;

/** What a plugin's name stands for; undefined for networks that every process knows. */
function named(
  networks: ReadonlyMap<string, NamedNetwork>,
  network: NeuralSpec['network'],
  classes: number,
): NetworkSpec | undefined {
  const found = 'zoo' in network ? networks.get(network.zoo) : undefined;
  const { inputShape } = network;
  return found && declarationOf(found, { classes, ...(inputShape && { inputShape }) });
}

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
