import { share } from '@selvedge/component';
import type { CosineParams } from '../specs.generated.js';
import { blend, cosineShare, defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

/** @see Loshchilov & Hutter, SGDR, ICLR (2017) */
export const cosine: ScheduleDefinition<CosineParams> = defineSchedule(
  {
    kind: 'cosine',
    description:
      'From base to base * final along half a cosine; the last step of the run has base * final. CosineAnnealingLR with T_max of all steps and CosineDecay reach it one step later.',
    knownAs: ['CosineDecay', 'CosineAnnealingLR', 'cosine-annealing', 'cosine-warmup'],
    spansRun: true,
    fields: { final: share().default(0).describe('Share of the base at the end.'), warmupEpochs: warmupField },
  },
  ({ final, warmupEpochs }, base, { done, epoch }) =>
    base * blend(1, final, cosineShare(done)) * warmup(warmupEpochs, epoch),
);
