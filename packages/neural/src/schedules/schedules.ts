import { type Catalogue, catalogueOf } from '@selvedge/component';
import type { ScheduleParams } from '../specs.generated.js';
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import type { RunPosition, ScheduleDefinition } from './definition.js';
import { exponential } from './exponential.js';
import { oneCycle } from './one-cycle.js';
import { reduceOnPlateau } from './reduce-on-plateau.js';
import { step } from './step.js';

/** Every schedule. All but `reduce-on-plateau` are functions of the step alone. */
export const schedules: Catalogue<ScheduleDefinition> = catalogueOf(
  { family: 'schedule', typeName: 'ScheduleSpec', description: 'How the learning rate moves.' },
  [constant, step, exponential, cosine, oneCycle, reduceOnPlateau],
);

/** The learning rate of the next step. */
export function learningRateAt(params: ScheduleParams, base: number, position: RunPosition): number {
  const { step: at, stepsPerEpoch, epochs } = position;
  const progress = { ...position, epoch: at / stepsPerEpoch, done: at / Math.max(1, stepsPerEpoch * epochs - 1) };
  return schedules.definitionOf(params.kind).rateAt(params, base, progress);
}
