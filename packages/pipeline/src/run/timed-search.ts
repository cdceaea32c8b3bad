import type { Json } from '@selvedge/data/types';
import type { Score, Values } from '@selvedge/resample/types';
import { node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import { ownIngredients } from '../plan/ingredients.js';
import type { PlannedEntry } from '../plan/planning.js';
import type { Trial } from '../spec/pipeline.js';
import { jsonCodec } from '../steps/codecs.js';

/** What a search tried. Plain JSON. */
export interface Tried {
  readonly tried: readonly Values[];
  readonly scores: readonly Score[];
  /** Position of the best. */
  readonly best: number;
}

/** The same with the trials themselves. */
export interface SearchOutcome {
  readonly trials: readonly Trial[];
  readonly scores: readonly Score[];
  readonly best: number;
}

export const triedBy = ({ trials, scores, best }: SearchOutcome): Tried => ({
  tried: trials.map(({ values }) => values),
  scores,
  best,
});

/**
 * A search with `maxTime` as a step: whoever follows it again, here or on another machine, has another clock and would try more. What
 * it tried until its time was over is kept.
 *
 * @param search - runs it
 */
export function timedSearchNode(planned: PlannedEntry, search: () => Promise<SearchOutcome>): Node<Tried> {
  const { name, sweep } = planned.entry;
  const { trials: _, followed: __, trialAt: ___, ...spec } = sweep ?? {};
  return node({
    id: `search/${name}`,
    kind: 'search',
    label: `search for ${name}`,
    params: { sweep: spec as unknown as Json, model: configNodes(planned).summary.key },
    inputs: {},
    ...ownIngredients('data', 'evaluate', 'resample'),
    run: async () => triedBy(await search()),
    codec: jsonCodec<Tried>('search.json'),
  });
}
