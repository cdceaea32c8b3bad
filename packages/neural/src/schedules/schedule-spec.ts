import { onlyFields, SelvedgeError, shown } from '@selvedge/data';

/** What a monitored figure is: of the validation rows, or of the re-evaluated training rows. */
export type Monitor = 'validationLoss' | 'validationAccuracy' | 'trainLoss' | 'trainAccuracy';

/**
 * How the learning rate moves. All but `reduce-on-plateau` are functions of the step alone.
 *
 * | kind | parameters with defaults | rate |
 * |---|---|---|
 * | `constant` | | base |
 * | `step` | everyEpochs, factor 0.1 | base * factor ^ floor(epoch / everyEpochs) |
 * | `exponential` | factor (per epoch) | base * factor ^ epoch, moving at every step |
 * | `cosine` | final 0 | from base to base * final along half a cosine |
 * | `one-cycle` | peakAt 0.3, start 0.04, final 4e-6, shape `cosine` | base * start up to base at peakAt of the run, down to base * final |
 * | `reduce-on-plateau` | monitor `validationLoss`, factor 0.1, patience 10, minDelta 1e-4, cooldown 0, minimum 0 | times factor after `patience` epochs without improvement |
 *
 * `warmupEpochs` (default 0; not for `one-cycle`): the rate rises linearly from 0 over so many epochs, on top.
 */
export type ScheduleSpec =
  | { readonly kind: 'constant'; readonly warmupEpochs?: number }
  | { readonly kind: 'step'; readonly everyEpochs: number; readonly factor?: number; readonly warmupEpochs?: number }
  | { readonly kind: 'exponential'; readonly factor: number; readonly warmupEpochs?: number }
  | { readonly kind: 'cosine'; readonly final?: number; readonly warmupEpochs?: number }
  | {
      readonly kind: 'one-cycle';
      readonly peakAt?: number;
      readonly start?: number;
      readonly final?: number;
      readonly shape?: 'cosine' | 'linear';
    }
  | {
      readonly kind: 'reduce-on-plateau';
      readonly monitor?: Monitor;
      readonly factor?: number;
      readonly patience?: number;
      readonly minDelta?: number;
      readonly cooldown?: number;
      readonly minimum?: number;
      readonly warmupEpochs?: number;
    };

const NUMBERS: Readonly<Record<ScheduleSpec['kind'], Readonly<Record<string, readonly [low: number, high: number]>>>> =
  {
    constant: { warmupEpochs: [0, Infinity] },
    step: { everyEpochs: [1e-9, Infinity], factor: [0, 1], warmupEpochs: [0, Infinity] },
    exponential: { factor: [0, 1], warmupEpochs: [0, Infinity] },
    cosine: { final: [0, 1], warmupEpochs: [0, Infinity] },
    'one-cycle': { peakAt: [0, 1], start: [0, 1], final: [0, 1] },
    'reduce-on-plateau': {
      factor: [0, 1],
      patience: [0, Infinity],
      minDelta: [0, Infinity],
      cooldown: [0, Infinity],
      minimum: [0, Infinity],
      warmupEpochs: [0, Infinity],
    },
  };

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  shape: ['cosine', 'linear'],
  monitor: ['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy'],
};

const TEXT_OF: Readonly<Partial<Record<ScheduleSpec['kind'], string>>> = {
  'one-cycle': 'shape',
  'reduce-on-plateau': 'monitor',
};

const REQUIRED: Readonly<Partial<Record<ScheduleSpec['kind'], string>>> = {
  step: 'everyEpochs',
  exponential: 'factor',
};

/** @throws SelvedgeError `invalid-argument` naming the schedule and the field */
export function checkSchedule(spec: ScheduleSpec): void {
  if (typeof spec !== 'object' || spec === null) throw bad('schedule', 'value', spec, 'an object with its kind');
  if (!Object.hasOwn(NUMBERS, spec.kind)) {
    throw bad('schedule', 'kind', spec.kind, `one of ${Object.keys(NUMBERS).join(', ')}`);
  }
  const numbers = NUMBERS[spec.kind];
  const texts = Object.keys(TEXTS).filter((name) => TEXT_OF[spec.kind] === name);
  onlyFields(`schedule ${spec.kind}`, spec, ['kind', ...Object.keys(numbers), ...texts]);
  for (const [name, value] of Object.entries(spec)) {
    if (name === 'kind' || value === undefined) continue;
    if (Object.hasOwn(numbers, name)) {
      const [low, high] = numbers[name];
      const fits = typeof value === 'number' && value >= low && value <= high && Number.isFinite(value);
      if (!fits) throw bad(spec.kind, name, value, `a number in [${low}, ${high}]`);
    } else if (!TEXTS[name].includes(String(value))) {
      throw bad(spec.kind, name, value, `one of ${TEXTS[name].join(', ')}`);
    }
  }
  const required = REQUIRED[spec.kind];
  if (required !== undefined && (spec as unknown as Record<string, unknown>)[required] === undefined) {
    throw bad(spec.kind, required, undefined, 'a number');
  }
}

const bad = (kind: string, name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `schedule ${kind}: ${name} is ${shown(value)}; need ${allowed}.`);
