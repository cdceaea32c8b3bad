import { share } from '@selvedge/component';
import { z } from 'zod';
import type { OneCycleParams } from '../specs.generated.js';
import { blend, cosineShare, defineSchedule, type ScheduleDefinition } from './definition.js';

/** @see Smith & Topin, Super-convergence, arXiv 1708.07120; the rates of PyTorch's OneCycleLR */
export const oneCycle: ScheduleDefinition<OneCycleParams> = defineSchedule(
  {
    kind: 'one-cycle',
    description: 'Rises from base * start to base at peakAt of the run, then falls to base * final.',
    spansRun: true,
    fields: {
      peakAt: share().default(0.3).describe('Where the peak is, as a share of the run.'),
      start: share().default(0.04).describe('Share of the base at the beginning.'),
      final: share().default(4e-6).describe('Share of the base at the end.'),
      shape: z.enum(['cosine', 'linear']).default('cosine').describe('The shape of rise and fall.'),
    },
  },
  ({ peakAt, start, final, shape }, base, { done }) => {
    const along = shape === 'cosine' ? cosineShare : (x: number) => x;
    if (done < peakAt) return base * blend(start, 1, along(done / peakAt));
    return base * blend(1, final, along(peakAt === 1 ? 0 : (done - peakAt) / (1 - peakAt)));
  },
);
