import type { Rng } from '@selvedge/data';
import {
  type AffineMap,
  compose,
  IDENTITY,
  mirror,
  rotation,
  scaling,
  shearing,
  translation,
} from '../images/affine-map.js';
import { type FillMode, type ImageShape, sampleAffine } from '../images/sample-affine.js';
import type { GeometricSpec } from './augment-spec.js';
import { type ChangeImage, drawBetween, type ValueRange } from './change-image.js';

/** Runs of geometric changes as one map, drawn through one interpolation. */
export function geometricStep(specs: readonly GeometricSpec[], shape: ImageShape, range: ValueRange): ChangeImage {
  const filled = specs.find((spec) => 'fill' in spec || 'value' in spec) as
    | { fill?: FillMode; value?: number }
    | undefined;
  const mode = filled?.fill ?? 'constant';
  const value = filled?.value ?? range.low;
  return (source, offset, target, rng) => {
    let map = IDENTITY;
    for (const spec of specs) map = compose(drawMap(spec, shape, rng), map);
    sampleAffine(source, offset, target, shape, map, mode, value);
  };
}

function drawMap(spec: GeometricSpec, { height, width }: ImageShape, rng: Rng): AffineMap {
  const around = (most: number): number => (2 * rng.uniform() - 1) * most;
  switch (spec.kind) {
    case 'rotate':
      return rotation(around(spec.degrees));
    case 'shift': {
      const y = around(spec.pixels ?? (spec.fraction ?? 0) * height);
      const x = around(spec.pixels ?? (spec.fraction ?? 0) * width);
      return spec.whole ? translation(Math.round(y), Math.round(x)) : translation(y, x);
    }
    case 'flip':
      return rng.uniform() < (spec.probability ?? 0.5) ? mirror(spec.axis ?? 'x') : IDENTITY;
    case 'zoom':
      return scaling(drawBetween(spec.range, rng));
    case 'shear':
      return shearing(Math.tan((around(spec.degrees) * Math.PI) / 180));
  }
}
