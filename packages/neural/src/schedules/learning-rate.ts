import { unreachable } from '@selvedge/data';
import type { ScheduleSpec } from './schedule-spec.js';

/** Where a run is. */
export interface RunPosition {
  /** Steps taken so far in the whole run. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** What `reduce-on-plateau` has made of the rate so far; 1 for the others. */
  readonly plateauFactor: number;
}

/**
 * The learning rate of the next step.
 *
 * @see Loshchilov & Hutter 2017 (cosine); Smith & Topin 2018 and PyTorch's OneCycleLR (one-cycle)
 */
export function learningRateAt(spec: ScheduleSpec, base: number, position: RunPosition): number {
  const { step, stepsPerEpoch, epochs, plateauFactor } = position;
  const epoch = step / stepsPerEpoch;
  const done = step / Math.max(1, stepsPerEpoch * epochs - 1);
  switch (spec.kind) {
    case 'constant':
      return base * warmup(spec, epoch);
    case 'step':
      return base * (spec.factor ?? 0.1) ** Math.floor(epoch / spec.everyEpochs) * warmup(spec, epoch);
    case 'exponential':
      return base * spec.factor ** epoch * warmup(spec, epoch);
    case 'cosine':
      return base * blend(1, spec.final ?? 0, cosineShare(done)) * warmup(spec, epoch);
    case 'one-cycle': {
      const { peakAt = 0.3, start = 0.04, final = 4e-6, shape = 'cosine' } = spec;
      const share = shape === 'cosine' ? cosineShare : (x: number) => x;
      if (done < peakAt) return base * blend(start, 1, share(done / peakAt));
      return base * blend(1, final, share(peakAt === 1 ? 0 : (done - peakAt) / (1 - peakAt)));
    }
    case 'reduce-on-plateau':
      return Math.min(base, Math.max(spec.minimum ?? 0, base * plateauFactor)) * warmup(spec, epoch);
    default:
      return unreachable(spec);
  }
}

function warmup({ warmupEpochs = 0 }: { readonly warmupEpochs?: number }, epoch: number): number {
  return epoch < warmupEpochs ? epoch / warmupEpochs : 1;
}

/** From 0 to 1 along half a cosine. */
const cosineShare = (x: number): number => (1 - Math.cos(Math.PI * Math.min(1, x))) / 2;
const blend = (from: number, to: number, share: number): number => from + (to - from) * share;
