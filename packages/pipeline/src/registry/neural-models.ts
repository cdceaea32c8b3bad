import { join } from 'node:path';
import { advised } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { type Classifier, type FittedClassifier, SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { NetworkSpec } from '@selvedge/networks';
import {
  FittedNeural,
  loadNeural,
  NeuralClassifier,
  type NeuralOptions,
  schedules,
  type TrainSpec,
} from '@selvedge/neural';
import { neuralFields, trainObject } from '@selvedge/neural/fields';
import type { ModelEntry } from './model-entry.js';
import { declarationOf, type NamedNetwork } from './named-network.js';
import { type NetworkInput, networkSchema } from './network-schema.js';
import { TrainingLengths } from './training-lengths.js';

const schemaWith = (networks: ReadonlyMap<string, NamedNetwork>): z.ZodType<NeuralSpec, NeuralSpec> =>
  advised(neuralSchema(networks), ELSEWHERE) as unknown as z.ZodType<NeuralSpec, NeuralSpec>;

/** Fields of a network and of a training that people expect in the model. */
const ELSEWHERE = {
  layers: 'write network: { layers }',
  zoo: 'write network: { zoo }',
  inputShape: 'write network: { inputShape, layers }',
  ...Object.fromEntries(
    Object.keys((trainObject.schema as unknown as z.ZodObject).shape).map((name) => [
      name,
      `write train: { ${name} } beside model`,
    ]),
  ),
};

const neuralSchema = (networks: ReadonlyMap<string, NamedNetwork>) =>
  z
    .strictObject({
      kind: z.literal('neural'),
      network: networkSchema(networks),
      ...neuralFields,
    })
    .superRefine(({ network }, context) => {
      const message = misfit(networks, network as NetworkInput);
      if (message !== undefined) context.addIssue({ code: 'custom', path: ['network'], message });
    });

/** What the constructor would refuse in a network that states the shape of its input; other shapes the data give. */
function misfit(networks: ReadonlyMap<string, NamedNetwork>, network: NetworkInput): string | undefined {
  if (network.inputShape === undefined) return undefined;
  try {
    const declared = (named(networks, network, SOME_CLASSES) ?? network) as NeuralOptions['network'];
    new NeuralClassifier({ network: declared });
    return undefined;
  } catch (error) {
    if (error instanceof SelvedgeError) return error.message;
    throw error;
  }
}

/** A network as a pipeline file has it. */
export type NeuralSpec = Partial<Pick<NeuralOptions, 'engine' | 'threads' | 'testTimeAugmentation'>> & {
  readonly kind: 'neural';
  readonly network: NetworkInput;
};

/** The networks of `@selvedge/neural`, and those that plugins have named. */
export function neuralModel(networks: ReadonlyMap<string, NamedNetwork>): ModelEntry {
  const entry: ModelEntry<NeuralSpec> = {
    kind: 'neural',
    schema: schemaWith(networks),
    family: 'neural',
    usesValidation: true,
    usesTrain: true,
    usesAugment: true,
    usesCheckpoints: true,
    usesInitial: true,
    usesRuntime: ({ engine }) => engine !== 'tfjs',
    load: loadNeural,
    declaration: ({ network }, classes = SOME_CLASSES) =>
      named(networks, network, classes) as unknown as Json | undefined,
    continues: (train: unknown) => {
      if (!goesOn(train)) return undefined;
      const { epochs: _, ...rest } = train;
      return rest as unknown as Json;
    },
    create: ({ kind: _, network, ...spec }, train: unknown, { classes, checkpointDir, augmenter, initial }) => {
      const options = { ...spec, network: named(networks, network, classes) ?? network, train } as NeuralOptions;
      const extras = {
        ...(augmenter && { augmenter }),
        ...(initial instanceof FittedNeural && { initialWeights: initial.namedWeights() }),
      };
      const classifier = new NeuralClassifier(options, extras);
      if (checkpointDir === undefined) return classifier;
      const lengths = goesOn(train) ? new TrainingLengths(checkpointDir, train.epochs) : undefined;
      return withCheckpoints(classifier, lengths?.path ?? join(checkpointDir, 'training.safetensors'), lengths);
    },
  };
  return entry as unknown as ModelEntry;
}

/** Where no rows are there to count them. */
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
  const stretched = schedule !== undefined && schedules.definitionOf(schedule.kind).spansRun;
  return typeof epochs === 'number' && !stretched && earlyStopping === undefined;
}

/** Keeps the state of the training in a file. What is fitted does not know where: equal models have equal bytes. */
function withCheckpoints(classifier: NeuralClassifier, path: string, lengths?: TrainingLengths): Classifier {
  return {
    kind: classifier.kind,
    params: classifier.params,
    clone: (changes) => withCheckpoints(classifier.clone(changes as Partial<NeuralOptions>), path, lengths),
    async fit(rows, options): Promise<FittedClassifier> {
      await lengths?.begin();
      const fitted = await classifier.fit(rows, { ...options, checkpoint: { path } });
      await lengths?.end();
      return fitted;
    },
  };
}
