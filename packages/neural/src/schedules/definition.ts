import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';

/** Where a run is. */
export interface RunPosition {
  /** Steps taken so far in the whole run. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** What `reduce-on-plateau` has made of the rate so far; 1 for the others. */
  readonly plateauFactor: number;
}

/** How far a run has come. */
export interface Progress extends RunPosition {
  /** Epochs so far, with their fraction. */
  readonly epoch: number;
  /** Share of all steps, from 0 to 1 at the last one. */
  readonly done: number;
}

/** How the learning rate moves. */
export interface ScheduleDefinition<Params extends Spec = Spec> extends Definition<Params> {
  /** Whether the rates of the first epochs depend on how many are to come. */
  readonly spansRun: boolean;
  rateAt(params: Params, base: number, progress: Progress): number;
}

export function defineSchedule<Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'> & { readonly spansRun?: boolean },
  rateAt: ScheduleDefinition<Params>['rateAt'],
): ScheduleDefinition<Params> {
  const { spansRun = false, ...source } = stated;
  return { ...defineComponent<Params>({ ...source, family: 'schedule' }), spansRun, rateAt };
}

export const warmupField: z.ZodType<number> = z
  .number()
  .min(0)
  .default(0)
  .describe('Epochs over which the rate rises linearly from 0, on top of the schedule.');

export const warmup = (warmupEpochs: number, epoch: number): number =>
  epoch < warmupEpochs ? epoch / warmupEpochs : 1;

/** From 0 to 1 along half a cosine. */
export const cosineShare = (x: number): number => (1 - Math.cos(Math.PI * Math.min(1, x))) / 2;

export const blend = (from: number, to: number, share: number): number => from + (to - from) * share;
