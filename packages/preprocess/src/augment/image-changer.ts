import type { ImageShape } from '../images/sample-affine.js';
import type { AugmentSpec, GeometricSpec, MixSpec } from './augment-spec.js';
import { type ChangeImage, copyImage, type ValueRange } from './change-image.js';
import { geometricStep } from './geometric-step.js';
import { pixelStep } from './pixel-step.js';

/** Puts the steps together; runs of geometric ones become one interpolation. Mixing steps are not done here. */
export function imageChanger(specs: readonly AugmentSpec[], shape: ImageShape, range: ValueRange): ChangeImage {
  const size = shape.height * shape.width * shape.channels;
  const steps: ChangeImage[] = [];
  for (let at = 0; at < specs.length; ) {
    const spec = specs[at];
    if (isGeometric(spec)) {
      const end = specs.findIndex((other, place) => place > at && !isGeometric(other));
      const run = specs.slice(at, end < 0 ? specs.length : end) as readonly GeometricSpec[];
      steps.push(geometricStep(run, shape, range));
      at += run.length;
    } else {
      if (!isMix(spec)) steps.push(pixelStep(spec, shape, range));
      at++;
    }
  }
  if (steps.length === 0) return (source, offset, target) => copyImage(source, offset, target, size);
  const between = new Float32Array(size);
  return (source, offset, target, rng) => {
    steps[0](source, offset, target, rng);
    for (let at = 1; at < steps.length; at++) {
      between.set(target.subarray(0, size));
      steps[at](between, 0, target, rng);
    }
  };
}

const GEOMETRIC: readonly string[] = ['rotate', 'shift', 'flip', 'zoom', 'shear'] satisfies GeometricSpec['kind'][];

const isGeometric = (spec: AugmentSpec): spec is GeometricSpec => GEOMETRIC.includes(spec.kind);

/** Whether a step blends two finished images. */
export const isMix = (spec: AugmentSpec): spec is MixSpec => spec.kind === 'mixup' || spec.kind === 'cutmix';
