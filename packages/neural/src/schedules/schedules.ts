import { catalogueOf } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
import type { ScheduleParams } from '../specs.generated.js';
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import type { RunPosition, ScheduleDefinition } from './definition.js';
import { exponential } from './exponential.js';
import { oneCycle } from './one-cycle.js';
import { reduceOnPlateau } from './reduce-on-plateau.js';
import { step } from './step.js';

const WARMUP = "write warmupEpochs: 5 in any of them, as in { kind: 'cosine', warmupEpochs: 5 }";

/** Schedules that people expect and that are not here. */
const EXPECTED = {
  warmup: WARMUP,
  'linear-warmup': WARMUP,
  linear: "write { kind: 'cosine' }, which falls to 0 too",
  polynomial: "write { kind: 'cosine' }, which falls to 0 too",
  'polynomial-decay': "write { kind: 'cosine' }, which falls to 0 too",
  'cosine-annealing-warm-restarts': "write { kind: 'cosine' }; it has no restarts",
  'cosine-with-restarts': "write { kind: 'cosine' }; it has no restarts",
  'multi-step': "write { kind: 'step', stepSize: 30, gamma: 0.1 }",
  'multi-step-lr': "write { kind: 'step', stepSize: 30, gamma: 0.1 }",
};

/** Every schedule. All but `reduce-on-plateau` are functions of the step alone. */
export const schedules: Catalogue<ScheduleDefinition> = catalogueOf(
  { family: 'schedule', typeName: 'ScheduleSpec', description: 'How the learning rate moves.', advice: EXPECTED },
  [constant, step, exponential, cosine, oneCycle, reduceOnPlateau],
);

/** The learning rate of the next step. */
export function learningRateAt(params: ScheduleParams, base: number, position: RunPosition): number {
  const { step: at, stepsPerEpoch, epochs } = position;
  const progress = { ...position, epoch: at / stepsPerEpoch, done: at / Math.max(1, stepsPerEpoch * epochs - 1) };
  return schedules.definitionOf(params.kind).rateAt(params, base, progress);
}
