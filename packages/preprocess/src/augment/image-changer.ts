import type { Spec } from '@selvedge/component';
import type { ImageShape } from '../images/sample-affine.js';
import { augmentations } from './augmentations.js';
import { type ChangeImage, copyImage, sizeOf, type ValueRange } from './change-image.js';
import { type GeometricStep, geometricStep, joins } from './geometric-step.js';

/**
 * Puts the steps together; runs of geometric ones become one interpolation. Mixing steps are not done here.
 *
 * @param specs - checked, with their defaults
 */
export function imageChanger(specs: readonly Spec[], shape: ImageShape, range: ValueRange): ChangeImage {
  const size = sizeOf(shape);
  const steps: ChangeImage[] = [];
  let run: GeometricStep[] = [];
  const endRun = (): void => {
    if (run.length > 0) steps.push(geometricStep(run, shape, range));
    run = [];
  };
  for (const params of specs) {
    const augmentation = augmentations.definitionOf(params.kind);
    if (augmentation.acts === 'on-places') {
      const step = { augmentation, params };
      if (!joins(run, step)) endRun();
      run.push(step);
    } else {
      endRun();
      if (augmentation.acts === 'on-pixels') steps.push(augmentation.change(params, shape, range));
    }
  }
  endRun();
  if (steps.length === 0) return (source, offset, target) => copyImage(source, offset, target, size);
  const between = new Float32Array(size);
  return (source, offset, target, rng, visit) => {
    steps[0](source, offset, target, rng, visit);
    for (let at = 1; at < steps.length; at++) {
      between.set(target.subarray(0, size));
      steps[at](between, 0, target, rng, visit);
    }
  };
}
