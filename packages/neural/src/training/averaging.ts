import { catalogueOf, count, type Definition, defineComponent, partialShare } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import type { AveragingParams, EmaParams, LookaheadParams, SwaParams } from '../specs.generated.js';

const ema: Definition<EmaParams> = defineComponent({
  family: 'averaging',
  kind: 'ema',
  description:
    'average = d * average + (1 - d) * weights after every so many steps, where d is the smaller of decay and n / (n + 9) at update n: the start weights are soon forgotten. AveragedModel of PyTorch and ema_momentum of Keras use decay from the first update.',
  fields: {
    decay: partialShare().describe('Share of the average that stays.'),
    everySteps: count(1_000_000).default(1).describe('Steps between two updates.'),
  },
});

/** @see Izmailov et al., Averaging weights leads to wider optima, UAI (2018) */
const swa: Definition<SwaParams> = defineComponent({
  family: 'averaging',
  kind: 'swa',
  description:
    'The plain mean of the weights at the end of every epoch from one on. Moving statistics of batch normalization are averaged, too; PyTorch recomputes them with update_bn.',
  fields: { fromEpoch: count(1_000_000).describe('The first epoch of the mean, counted from 1.') },
});

/** @see Zhang, Lucas, Hinton & Ba, Lookahead optimizer: k steps forward, 1 step back, arXiv 1907.08610 (2019) */
const lookahead: Definition<LookaheadParams> = defineComponent({
  family: 'averaging',
  kind: 'lookahead',
  description:
    'average = average + slowStepSize * (weights - average) after every so many steps, and training goes on from the average, as Lookahead of TensorFlow Addons does. Moving statistics of batch normalization are averaged, too.',
  fields: {
    syncPeriod: count(1_000_000).default(6).describe('Steps between two updates; k of the paper.'),
    slowStepSize: z.number().gt(0).max(1).default(0.5).describe('How far the average moves; alpha of the paper.'),
  },
});

/** Weights averaged over the run. */
export const averagings: Catalogue<Definition> = catalogueOf(
  {
    family: 'averaging',
    typeName: 'AveragingSpec',
    description: 'Weights averaged over the run: used for validation and as the result.',
  },
  [ema, swa, lookahead],
);

/**
 * What happens to the average after a step: the share that it moves by, and whether training goes on from it.
 *
 * @param step - counts from 0
 * @param averaged - which update of the average it would be, from 1
 */
export function averageAfterStep(
  averaging: AveragingParams | undefined,
  step: number,
  averaged: number,
): { readonly share: number; readonly restart: boolean } | undefined {
  if (averaging === undefined || averaging.kind === 'swa') return undefined;
  const period = averaging.kind === 'ema' ? averaging.everySteps : averaging.syncPeriod;
  if ((step + 1) % period !== 0) return undefined;
  if (averaging.kind === 'lookahead') return { share: averaging.slowStepSize, restart: true };
  // The decay grows to its value, so that the start weights, which mean nothing, are soon forgotten.
  return { share: 1 - Math.min(averaging.decay, averaged / (averaged + 9)), restart: false };
}
