import { formerly, share } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { StepParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

/** A share of an epoch is rounded: 0.3 / 0.1 is below 3, and the rate would fall a step late. */
const ROUNDING = 1e-9;

export const step: ScheduleDefinition<StepParams> = defineSchedule(
  {
    kind: 'step',
    description: 'Base * gamma ^ floor(epoch / stepSize).',
    knownAs: ['StepLR'],
    fields: {
      stepSize: formerly(z.number().min(1e-9).describe('Epochs between two steps.'), 'everyEpochs'),
      gamma: formerly(share().default(0.1).describe('What each step multiplies the rate with.'), 'factor'),
      warmupEpochs: warmupField,
    },
  },
  ({ stepSize, gamma, warmupEpochs }, base, { epoch }) =>
    base * gamma ** Math.floor(epoch / stepSize + ROUNDING) * warmup(warmupEpochs, epoch),
);
