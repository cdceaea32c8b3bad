import type { Rng } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { Draw } from './search-spec.js';

/** A density over the values of a field, made of values that were tried and of a prior. */
export interface Parzen {
  draw(rng: Rng): Json;
  logDensity(value: Json): number;
}

/** @param values - that were tried; none: the prior alone */
export const parzenOf = (from: Draw, values: readonly Json[]): Parzen =>
  Array.isArray(from) ? ofList(from as readonly Json[], values) : ofRange(scaleOf(from as Range), values);

/** Each value of the list as often as it was tried, and the prior once in all. */
function ofList(list: readonly Json[], values: readonly Json[]): Parzen {
  const places = new Map(list.map((value, at) => [JSON.stringify(value), at]));
  const weights = list.map(() => 1 / list.length);
  for (const value of values) {
    const at = places.get(JSON.stringify(value));
    if (at !== undefined) weights[at] += 1;
  }
  const total = values.length + 1;
  return {
    draw: (rng) => list[pick(weights, rng)],
    logDensity: (value) => Math.log(weights[places.get(JSON.stringify(value)) ?? 0] / total),
  };
}

type Range = Exclude<Draw, readonly Json[]>;

/** Where a range is drawn from evenly. */
interface Scale {
  readonly low: number;
  readonly high: number;
  to(value: number): number;
  from(place: number): number;
}

function scaleOf(range: Range): Scale {
  const same = (value: number): number => value;
  if ('uniform' in range) return { low: range.uniform[0], high: range.uniform[1], to: same, from: same };
  if ('logUniform' in range) {
    const [low, high] = range.logUniform;
    // Rounding must not lead out of the range.
    const from = (place: number): number => Math.min(high, Math.max(low, Math.exp(place)));
    return { low: Math.log(low), high: Math.log(high), to: Math.log, from };
  }
  const [low, high] = range.integer;
  const from = (place: number): number => Math.min(high, Math.max(low, Math.round(place)));
  return { low: low - 0.5, high: high + 0.5, to: same, from };
}

/**
 * A normal distribution around each value, cut off at the ends of the range, and a wide one around the middle. Each is as wide as
 * the distance to the farther of its neighbours.
 */
function ofRange({ low, high, to, from }: Scale, values: readonly Json[]): Parzen {
  const width = high - low;
  const middle = (low + high) / 2;
  const centres = [...values.map((value) => to(Number(value))), middle].sort((a, b) => a - b);
  const narrowest = width / Math.min(100, 1 + centres.length);
  const kernels = centres.map((centre, at) => {
    const left = centre - (centres[at - 1] ?? low);
    const right = (centres[at + 1] ?? high) - centre;
    const deviation = centre === middle ? width : Math.min(width, Math.max(narrowest, left, right));
    return { centre, deviation, mass: normalBetween((low - centre) / deviation, (high - centre) / deviation) };
  });
  const logDensity = (value: Json): number => {
    const place = to(Number(value));
    const sum = kernels.reduce((density, { centre, deviation, mass }) => {
      const z = (place - centre) / deviation;
      return density + Math.exp((-z * z) / 2) / (deviation * mass);
    }, 0);
    return Math.log(sum / (kernels.length * Math.sqrt(2 * Math.PI)));
  };
  return {
    logDensity,
    draw(rng) {
      if (width === 0) return from(low);
      const { centre, deviation } = kernels[rng.int(kernels.length)];
      for (;;) {
        const place = centre + deviation * rng.normal();
        if (place >= low && place <= high) return from(place);
      }
    },
  };
}

/** A position, each as likely as its weight says. */
function pick(weights: readonly number[], rng: Rng): number {
  let left = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.length - 1;
}

/** Mass of the standard normal distribution between two points. */
const normalBetween = (a: number, b: number): number => (erf(b / Math.SQRT2) - erf(a / Math.SQRT2)) / 2;

/** With an error below 1.5e-7, which densities here do not show (Abramowitz & Stegun 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
