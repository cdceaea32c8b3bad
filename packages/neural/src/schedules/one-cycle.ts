import { formerly, share } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { OneCycleParams } from '../specs.generated.js';
import { blend, cosineShare, defineSchedule, type ScheduleDefinition } from './definition.js';

/** @see Smith & Topin, Super-convergence, arXiv 1708.07120; the rates of PyTorch's OneCycleLR */
export const oneCycle: ScheduleDefinition<OneCycleParams> = defineSchedule(
  {
    kind: 'one-cycle',
    description:
      'Rises from base * start to base at pctStart of the run, then falls to base * final at its last step. OneCycleLR peaks at step pct_start * total_steps - 1, up to one step earlier.',
    knownAs: ['OneCycleLR', '1cycle'],
    spansRun: true,
    fields: {
      pctStart: formerly(share().default(0.3).describe('Where the peak is, as a share of the run.'), 'peakAt'),
      start: share().default(0.04).describe('Share of the base at the beginning.'),
      final: share().default(4e-6).describe('Share of the base at the end.'),
      shape: z.enum(['cosine', 'linear']).default('cosine').describe('The shape of rise and fall.'),
    },
  },
  ({ pctStart, start, final, shape }, base, { done }) => {
    const along = shape === 'cosine' ? cosineShare : (x: number) => x;
    if (done < pctStart) return base * blend(start, 1, along(done / pctStart));
    return base * blend(1, final, along(pctStart === 1 ? 0 : (done - pctStart) / (1 - pctStart)));
  },
);
