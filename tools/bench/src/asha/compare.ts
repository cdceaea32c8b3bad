import { planTrials, runSearch } from '@selvedge/resample/plans';
import type { SearchSpec, Values } from '@selvedge/resample/types';
import type { Curve, Point } from './curves.js';

type AshaSpec = Extract<SearchSpec, { readonly kind: 'asha' }>;

/** What a search found on the curves of one seed, beside the whole grid. */
export interface Compared {
  readonly gridBest: number;
  readonly gridEpochs: number;
  readonly found: number;
  /** Trainings go on from rung to rung, so each epoch counts once. */
  readonly epochs: number;
}

const unique = <Value>(values: readonly Value[]): Value[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/**
 * Follows a search over the points that have curves; the score of a training of some epochs is the accuracy after them.
 *
 * @param curves - of one seed of training
 * @param seed - of the order in which points begin
 */
export async function compare(
  curves: readonly Curve[],
  epochs: number,
  options: Pick<AshaSpec, 'parallel' | 'reductionFactor'>,
  seed: number,
): Promise<Compared> {
  const points = curves.map(({ point }) => point);
  const list = <Key extends keyof Point>(key: Key) => unique(points.map((point) => point[key]));
  const hidden = list('hidden');
  const spec: AshaSpec = {
    kind: 'asha',
    over: { learningRate: list('learningRate'), hidden: [...hidden.keys()], dropout: list('dropout') },
    maxTrials: points.length,
    resource: 'epochs',
    maxResource: epochs,
    ...options,
  };
  const curveOf = ({ learningRate, hidden: at, dropout }: Values): Curve => {
    const wanted = JSON.stringify({ learningRate, hidden: hidden[Number(at)], dropout });
    const found = curves.find(({ point }) => JSON.stringify(point) === wanted);
    if (!found) throw new Error(`there is no curve of ${wanted}`);
    return found;
  };
  const scoreOf = (values: Values): number => curveOf(values).accuracy[Number(values['epochs']) - 1];
  const first = planTrials(spec, seed);
  const { trials, scores, best } = await runSearch<Values>(spec, first, {
    by: 'accuracy',
    seed,
    trialAt: (values) => values,
    measure: async (some) => some.map(scoreOf),
  });
  const longest = new Map<Curve, number>();
  for (const values of trials) {
    const curve = curveOf(values);
    longest.set(curve, Math.max(longest.get(curve) ?? 0, Number(values['epochs'])));
  }
  return {
    gridBest: Math.max(...curves.map(({ accuracy }) => accuracy[epochs - 1])),
    gridEpochs: points.length * epochs,
    found: Number(scores[best]),
    epochs: [...longest.values()].reduce((sum, count) => sum + count, 0),
  };
}
