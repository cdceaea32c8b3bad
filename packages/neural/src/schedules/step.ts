import { share } from '@selvedge/component';
import { z } from 'zod';
import type { StepParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

export const step: ScheduleDefinition<StepParams> = defineSchedule(
  {
    kind: 'step',
    description: 'Base * factor ^ floor(epoch / everyEpochs).',
    fields: {
      everyEpochs: z.number().min(1e-9).describe('Epochs between two steps.'),
      factor: share().default(0.1).describe('What each step multiplies the rate with.'),
      warmupEpochs: warmupField,
    },
  },
  ({ everyEpochs, factor, warmupEpochs }, base, { epoch }) =>
    base * factor ** Math.floor(epoch / everyEpochs) * warmup(warmupEpochs, epoch),
);
