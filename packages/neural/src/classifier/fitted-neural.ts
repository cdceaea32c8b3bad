import { checkThreads } from '@selvedge/compute/workers';
import {
  argmaxRows,
  type FittedClassifier,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  rowRange,
  type SavedState,
  SelvedgeError,
  selectRows,
  shareOfEqual,
} from '@selvedge/data';
import {
  answerGuesses,
  checkPredictOptions,
  checkScoreOptions,
  FITTED_CLASSIFIER_GUESSES,
  featuresOf,
  formOf,
  frozenList,
  numbersIn,
  throwIfAborted,
} from '@selvedge/data/checks';
import type { FittedForm, ScoreOptions } from '@selvedge/data/types';
import type { Weights } from '@selvedge/networks/engine';
import { probabilitiesOf } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import { isQuickFor, sessionOpener } from '../session/open-session.js';
import type { NetworkSession } from '../session/session.js';
import { eachChunk } from '../training/evaluate.js';
import type { History } from '../training/history.js';
import { checkRows, predictionRows } from './check-rows.js';
import { chosenEngine } from './chosen-engine.js';
import type { FittedNeuralParts } from './fitted-neural-parts.js';
import type { NeuralParams } from './neural-params.js';
import { saveNeural } from './save-neural.js';
import { applyView, type TestTimeView } from './test-time-views.js';

/** A trained network. It computes in a worker thread that starts with the first prediction; `dispose` ends it. */
export class FittedNeural implements FittedClassifier<NeuralParams> {
  readonly kind = 'neural';
  readonly params: Readonly<NeuralParams>;
  readonly classes: readonly string[];
  readonly columns: number;
  /** Of the rows that it was trained on: the names of their columns too, where they had some. */
  readonly form: FittedForm;
  readonly network: Network;
  /** Learned and tracked tensors, canonical: `network.parameters` and `network.state` say what is where. */
  readonly weights: Weights;
  readonly history: History;
  /** By threads and by where they run. */
  readonly #sessions = new Map<string, Promise<NetworkSession>>();
  #disposed = false;

  static {
    answerGuesses(FittedNeural.prototype, FITTED_CLASSIFIER_GUESSES);
  }

  constructor({ params, classes, network, weights, history, form }: FittedNeuralParts) {
    this.params = params;
    this.classes = frozenList(classes);
    this.network = network;
    this.weights = weights;
    this.history = history;
    this.columns = numbersIn(network.inputShape);
    this.form = Object.freeze(formOf({ columns: this.columns, shape: network.inputShape, ...form }));
  }

  async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return argmaxRows(await this.predictProba(features, options));
  }

  async predictProba(given: Matrix, options: PredictOptions = {}): Promise<Matrix<Float32Array>> {
    checkPredictOptions('predict', options);
    const { signal, onProgress, threads } = options;
    if (threads !== undefined) checkThreads('predict', threads);
    if (this.#disposed) throw new SelvedgeError('invalid-argument', 'predict: the model was disposed; load it again.');
    const features = await predictionRows('predict', given, this.form);
    const { rows } = features;
    const classes = this.classes.length;
    const views = Math.max(1, this.params.testTimeAugmentation.length);
    const values = new Float32Array(rows * classes);
    const session = await this.#open(this.params.threads ?? threads, isQuickFor(this.network, rows * views, views));
    let done = 0;
    await eachChunk(rows, async (start, end) => {
      throwIfAborted(signal, 'predict');
      const { values: own } = selectRows(features, rowRange(start, end));
      const chunk = new Float32Array(own);
      values.set(await this.#probabilities(session, chunk, end - start), start * classes);
      done += end - start;
      onProgress?.({ step: 'predict', done, total: rows });
    });
    return { values, rows, columns: classes };
  }

  async score(rows: LabelledRows, options: ScoreOptions = {}): Promise<number> {
    checkScoreOptions('score', rows, options);
    await checkRows('score', rows);
    const { sampleWeight, ...others } = options;
    return shareOfEqual(rows.labels, await this.predict(featuresOf(rows), others), sampleWeight);
  }

  save(): SavedState {
    return saveNeural(this);
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of sessions) await (await session).close();
  }

  /** Weights by slot name: for `initialWeights` of another classifier. */
  namedWeights(): Record<string, Float32Array> {
    const { parameters, state } = this.weights;
    return Object.fromEntries([
      ...this.network.parameters.map(
        ({ name, offset, size }) => [name, parameters.slice(offset, offset + size)] as const,
      ),
      ...this.network.state.map(({ name, offset, size }) => [name, state.slice(offset, offset + size)] as const),
    ]);
  }

  #open(threads: number | undefined, quick: boolean): Promise<NetworkSession> {
    const key = `${threads} ${quick}`;
    const before = this.#sessions.get(key);
    if (before) return before;
    const session = openPredicting(this.params, threads, quick, this);
    this.#sessions.set(key, session);
    session.catch(() => this.#sessions.delete(key));
    return session;
  }

  async #probabilities(session: NetworkSession, features: Float32Array, rows: number): Promise<Float32Array> {
    const { testTimeAugmentation } = this.params;
    const classes = this.classes.length;
    const one = async (seen: Float32Array): Promise<Float32Array> =>
      probabilitiesOf(await session.predict(seen, rows, 'current'), classes, this.network.head);
    if (testTimeAugmentation.length === 0) return one(features);
    const views = await Promise.all(
      testTimeAugmentation.map((view) => one(applyView(features, this.network.inputShape, view))),
    );
    return weightedMean(views, testTimeAugmentation);
  }
}

async function openPredicting(
  params: NeuralParams,
  threads: number | undefined,
  quick: boolean,
  { network, weights }: Pick<FittedNeuralParts, 'network' | 'weights'>,
): Promise<NetworkSession> {
  const session = await sessionOpener(quick)(chosenEngine(params.engine), {
    network,
    ...(threads !== undefined && { threads }),
  });
  await session.write(weights);
  return session;
}

function weightedMean(views: readonly Float32Array[], weights: readonly TestTimeView[]): Float32Array {
  const total = weights.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const mean = new Float32Array(views[0].length);
  for (const [at, view] of views.entries()) {
    const share = (weights[at].weight ?? 1) / total;
    for (let i = 0; i < mean.length; i++) mean[i] += share * view[i];
  }
  return mean;
}
