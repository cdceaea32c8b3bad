import type { ConstantParams } from '../specs.generated.js';
import { defineSchedule, type ScheduleDefinition, warmup, warmupField } from './definition.js';

export const constant: ScheduleDefinition<ConstantParams> = defineSchedule(
  { kind: 'constant', description: 'The same rate throughout.', fields: { warmupEpochs: warmupField } },
  ({ warmupEpochs }, base, { epoch }) => base * warmup(warmupEpochs, epoch),
);
