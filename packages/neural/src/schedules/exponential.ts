import { formerly, share } from '@selvedge/component';
import type { ExponentialParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

export const exponential: ScheduleDefinition<ExponentialParams> = defineSchedule(
  {
    kind: 'exponential',
    description:
      'Base * gamma ^ epoch, moving at every step, as ExponentialDecay over the steps of an epoch; ExponentialLR moves once an epoch.',
    knownAs: ['ExponentialDecay', 'ExponentialLR'],
    fields: {
      gamma: formerly(share().describe('What an epoch multiplies the rate with.'), 'factor'),
      warmupEpochs: warmupField,
    },
  },
  ({ gamma, warmupEpochs }, base, { epoch }) => base * gamma ** epoch * warmup(warmupEpochs, epoch),
);
