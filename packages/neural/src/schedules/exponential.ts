import { share } from '@selvedge/component';
import type { ExponentialParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

export const exponential: ScheduleDefinition<ExponentialParams> = defineSchedule(
  {
    kind: 'exponential',
    description: 'Base * factor ^ epoch, moving at every step.',
    fields: { factor: share().describe('What an epoch multiplies the rate with.'), warmupEpochs: warmupField },
  },
  ({ factor, warmupEpochs }, base, { epoch }) => base * factor ** epoch * warmup(warmupEpochs, epoch),
);
