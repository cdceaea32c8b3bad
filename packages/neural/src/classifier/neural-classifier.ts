import type { Classifier, LabelledRows } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  formOfRows,
  heldOutInForm,
  isStored,
  numbersIn,
} from '@selvedge/data/checks';
import { resolveNetwork } from '@selvedge/networks';
import type { Weights } from '@selvedge/networks/engine';
import { seenByLoss } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import { sha256Of } from '#platform';
import { csvLog } from '../callbacks/csv-log.js';
import { balancedClassWeights, checkTargetOptions } from '../losses/targets.js';
import { updateRule } from '../optimizers/optimizers.js';
import { schedules } from '../schedules/schedules.js';
import { isQuickFor, sessionOpener } from '../session/open-session.js';
import type { NetworkSession } from '../session/session.js';
import { augmentedSource, plainSource, type SourceOptions } from '../training/batches.js';
import type { History } from '../training/history.js';
import { type RunState, runStateOf } from '../training/run-state.js';
import { train as trainNetwork } from '../training/train.js';
import { checkMonitors, type TrainParams } from '../training/train-spec.js';
import { whitenedStart } from '../whitening/whitened-start.js';
import { checkMemory } from './check-memory.js';
import { checkInitialWeights, checkNetworkFits } from './check-network.js';
import { checkRows, checkTrainingRows } from './check-rows.js';
import { checkEngineThreads, chosenEngine } from './chosen-engine.js';
import { FittedNeural } from './fitted-neural.js';
import { checkExtras, type NeuralExtras } from './neural-extras.js';
import { type CheckedFitOptions, checkNeuralFitOptions, type NeuralFitOptions } from './neural-fit-options.js';
import { checkNeuralParams, declarationOf, type NeuralOptions, type NeuralParams } from './neural-params.js';
import { checkViewsFit } from './test-time-views.js';

/**
 * A neural network as a classifier: declared in Keras's terms, trained on ONNX Runtime or TensorFlow.js.
 *
 * Features are passed to the network as they are: scale them first (pixels to 0 ... 1), or begin with a `rescaling`
 * layer. Rows are images where the data says so, or where the network has an `inputShape`.
 */
export class NeuralClassifier implements Classifier<NeuralParams> {
  readonly kind = 'neural';
  readonly params: Readonly<NeuralParams>;
  readonly #extras: NeuralExtras;

  static {
    answerGuesses(NeuralClassifier.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument`, `shape-mismatch` or `not-found` naming the parameter or layer */
  constructor(options: NeuralOptions, extras: NeuralExtras = {}) {
    this.params = checkNeuralParams(options);
    checkExtras(extras);
    this.#extras = extras;
  }

  clone(changes: Partial<NeuralOptions> = {}): NeuralClassifier {
    const train = { ...this.params.train, ...changes.train };
    return new NeuralClassifier({ ...this.params, ...changes, train }, this.#extras);
  }

  /**
   * Trains a fresh network, or goes on from its checkpoint. The history is `fitted.history`.
   *
   * @throws SelvedgeError as `Classifier.fit`, and `diverged` with the step and what to do, `corrupt-file` for a
   * damaged or foreign checkpoint, `unsupported` when the engine is not installed or lacks a layer
   */
  async fit(train: LabelledRows, given: NeuralFitOptions = {}): Promise<FittedNeural> {
    const options = checkNeuralFitOptions(train, given);
    checkMonitors(this.params.train, options.validation !== undefined);
    await checkTrainingRows('NeuralClassifier.fit', train);
    const validation = options.validation && (await validationInForm(options.validation, train));
    const classes = train.classes.length;
    const declared = resolveNetwork(declarationOf(this.params.network, classes, shapeOf(train)), shapeOf(train));
    const network = seenByLoss(declared, this.params.train.loss);
    checkNetworkFits(network, train.features.columns, classes);
    checkInitialWeights(network, this.#extras.initialWeights ?? {});
    checkViewsFit(this.params.testTimeAugmentation, network.inputShape);
    checkMemory(network, Math.min(this.params.train.batchSize, train.features.rows));
    checkEngineThreads(this.params);
    const targets = targetOptions(this.params.train, train);
    const { train: params, threads = options.threads } = this.params;
    // A step passes its rows forward, and back for the inputs and for the weights.
    const passes = 3 * params.epochs * train.features.rows;
    const steps = params.epochs * Math.ceil(train.features.rows / params.batchSize);
    const open = this.#extras.openSession ?? sessionOpener(isQuickFor(network, passes, steps));
    const session = await open(chosenEngine(this.params.engine), {
      network,
      ...(threads !== undefined && { threads }),
      training: {
        batchSize: Math.min(params.batchSize, train.features.rows),
        loss: params.loss,
        rule: updateRule(params.optimizer),
        averaging: params.weightAveraging !== undefined,
        learningRateMultipliers: multipliersOf(network, params.learningRateMultipliers ?? {}),
      },
    });
    try {
      return await this.#fitWith(session, network, train, targets, { ...options, ...(validation && { validation }) });
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  async #fitWith(
    session: NetworkSession,
    network: Network,
    train: LabelledRows,
    targets: SourceOptions,
    { seed = 0, signal, onProgress, validation, checkpoint = this.params.train.checkpoint }: CheckedFitOptions,
  ): Promise<FittedNeural> {
    const params: TrainParams = { ...this.params.train, ...(checkpoint && { checkpoint }) };
    const { augmenter, callbacks = [] } = this.#extras;
    const { initialWeights = {} } = this.#extras;
    const given = { train, validation, seed, initialWeights, augmentation: augmenter?.params };
    const fingerprint = params.checkpoint === undefined ? '' : fingerprintOf(this.params, network, given);
    const whitened = await whitenedStart(network, train.features, initialWeights, signal);
    const from = await startRun(session, params, fingerprint, seed, { ...whitened, ...initialWeights });
    const augmentation = await augmenter?.open(train, network.inputShape, { seed });
    let history: History;
    let weights: Weights;
    try {
      const trained = await trainNetwork(
        session,
        {
          network,
          params,
          train,
          validation,
          seed,
          fingerprint,
          signal,
          onProgress,
          source: augmentation
            ? augmentedSource(augmentation, train, network.outputs, targets)
            : plainSource(train, network.outputs, targets),
          callbacks: params.csvLog === undefined ? callbacks : [...callbacks, csvLog(params.csvLog)],
        },
        from,
      );
      history = trained.history;
      weights = await session.read(trained.result);
    } finally {
      await augmentation?.close();
    }
    await session.close();
    const { shape, names } = formOfRows(train);
    const { params: own } = this;
    return new FittedNeural({
      params: own,
      classes: train.classes,
      network,
      weights,
      history,
      form: { ...(shape && { shape }), ...(names && { names }) },
    });
  }
}

async function validationInForm(validation: LabelledRows, train: LabelledRows): Promise<LabelledRows> {
  const { features, classes } = train;
  const what = 'NeuralClassifier.fit, validation';
  await checkRows(what, validation);
  if (validation.features.columns !== features.columns || validation.classes.length !== classes.length) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${what}: rows have ${validation.features.columns} numbers and ${validation.classes.length} classes, but the training rows ${features.columns} and ${classes.length}; prepare both in the same way.`,
    );
  }
  const other = classes.findIndex((name, at) => name !== validation.classes[at]);
  if (other >= 0) {
    throw new SelvedgeError(
      'invalid-argument',
      `${what}: class ${other} is '${validation.classes[other]}', but '${classes[other]}' in the training rows; give both the same classes in the same order.`,
    );
  }
  return heldOutInForm(what, validation, train);
}

async function startRun(
  session: NetworkSession,
  { checkpoint, epochs }: TrainParams,
  fingerprint: string,
  seed: number,
  given: Readonly<Record<string, Float32Array>>,
): Promise<RunState | undefined> {
  await session.initialize(seed, given);
  if (checkpoint === undefined || checkpoint.resume === false) return undefined;
  try {
    const state = runStateOf(await session.loadCheckpoint(checkpoint.path), fingerprint, checkpoint.path);
    if (state.epoch > epochs || (state.epoch === epochs && state.batch > 0))
      throw beyond(state, epochs, checkpoint.path);
    return state;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'not-found') return undefined;
    throw error;
  }
}

const beyond = ({ epoch }: RunState, epochs: number, path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `checkpoint ${path}: it is at epoch ${epoch}, beyond the ${epochs} asked for; ask for more epochs, use another path, or set checkpoint.resume to false to begin from scratch.`,
  );

/** Rows without a shape are plain columns. */
function shapeOf(train: LabelledRows): readonly number[] {
  const { columns, shape = [columns] } = formOfRows(train);
  return numbersIn(shape) === columns ? shape : [columns];
}

function targetOptions(
  { loss, labelSmoothing, classWeights }: TrainParams,
  { labels, classes }: LabelledRows,
): SourceOptions {
  const options = {
    loss,
    labelSmoothing,
    classWeights: classWeights === 'balanced' ? balancedClassWeights(labels, classes.length) : classWeights,
  };
  checkTargetOptions(options, classes.length);
  return options;
}

/** Per slot; a factor for a slot's name goes before one for its role. */
function multipliersOf(network: Network, factors: Readonly<Record<string, number>>): Record<string, number> {
  const known = new Set<string>(network.parameters.flatMap(({ name, role }) => [name, role]));
  const unknown = Object.keys(factors).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new SelvedgeError(
      'invalid-argument',
      `train: learningRateMultipliers names '${unknown}', which the network has not; it has ${[...known].join(', ')}.`,
    );
  }
  return Object.fromEntries(
    network.parameters.map(({ name, role }) => [name, factors[name] ?? factors[role] ?? 1] as const),
  );
}

/** Rows whose features go into the fingerprint: enough to tell data sets and preparations apart, quick for large ones. */
const FINGERPRINT_ROWS = 64;

/**
 * Names a run: what must be the same for a checkpoint to be continued. The number of epochs may grow, unless the
 * schedule is stretched over all of them.
 */
function fingerprintOf(
  { train: { epochs, checkpoint: _, csvLog: __, ...train }, threads }: NeuralParams,
  network: Network,
  given: {
    readonly train: LabelledRows;
    readonly validation: LabelledRows | undefined;
    readonly seed: number;
    readonly initialWeights: Readonly<Record<string, Float32Array>>;
    readonly augmentation: unknown;
  },
): string {
  const { train: data, validation, seed, initialWeights, augmentation } = given;
  const { rows, columns } = data.features;
  const stretched = schedules.definitionOf(train.schedule.kind).spansRun;
  const text = JSON.stringify({
    train,
    ...(stretched && { epochs }),
    threads,
    layers: network.layers,
    classes: data.classes,
    seed,
    rows,
    columns,
    augmentation,
  });
  const weights = Object.entries(initialWeights).flat();
  return sha256Of(text, ...sampleOf(data), ...(validation ? sampleOf(validation) : []), ...weights);
}

/** All labels, and some rows. */
function sampleOf({ features, labels }: LabelledRows): ArrayBufferView[] {
  const { rows } = features;
  const sample = Array.from({ length: Math.min(rows, FINGERPRINT_ROWS) }, (_each, at) => {
    const row = Math.floor((at * rows) / Math.min(rows, FINGERPRINT_ROWS));
    return isStored(features) ? features.take([row]).values : rowView(features, row);
  });
  return [labels, ...sample];
}
