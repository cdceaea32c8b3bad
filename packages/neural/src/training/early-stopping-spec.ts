import { count, defineObject, formerly } from '@selvedge/component';
import type { ObjectDefinition } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import { monitorField } from '../schedules/monitor.js';
import type { EarlyStoppingParams } from '../specs.generated.js';

export const earlyStopping: ObjectDefinition<EarlyStoppingParams> = defineObject(
  'EarlyStoppingSpec',
  'Stops when the monitored figure has not improved for patience epochs.',
  {
    monitor: monitorField,
    patience: count(1_000_000).default(5).describe('Epochs without improvement that are waited for.'),
    minDelta: z.number().min(0).default(0).describe('A smaller change does not count as an improvement.'),
    restoreBestWeights: formerly(
      z.boolean().default(true).describe('The weights of the best epoch are the result, however the run ends.'),
      'restoreBest',
    ),
  },
);
