import { share, wholeNumber } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { ReduceOnPlateauParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';
import { monitorField } from './monitor.js';

const notNegative = (): z.ZodNumber => z.number().min(0);

export const reduceOnPlateau: ScheduleDefinition<ReduceOnPlateauParams> = defineSchedule(
  {
    kind: 'reduce-on-plateau',
    description: 'Multiplies the rate with factor when a figure has not improved for patience epochs.',
    knownAs: ['ReduceLROnPlateau', 'plateau'],
    fields: {
      monitor: monitorField,
      factor: share().default(0.1).describe('What the rate is multiplied with.'),
      patience: wholeNumber(1_000_000)
        .default(10)
        .describe('Epochs without improvement that are waited for, as in Keras; PyTorch waits for one more.'),
      minDelta: notNegative().default(1e-4).describe('A smaller change does not count as an improvement.'),
      cooldown: wholeNumber(1_000_000)
        .default(0)
        .describe(
          'Epochs after a reduction in which none are counted, as in PyTorch; Keras counts the last of them, so its cooldown is one epoch shorter.',
        ),
      minimum: notNegative().default(0).describe('The rate goes no lower.'),
      warmupEpochs: warmupField,
    },
  },
  ({ minimum, warmupEpochs }, base, { plateauFactor, epoch }) =>
    Math.min(base, Math.max(minimum, base * plateauFactor)) * warmup(warmupEpochs, epoch),
);
