import type { Rng } from '@selvedge/data';
import type { NamedDefinition } from '@selvedge/data/names';
import type { ImageShape } from '../images/sample-affine.js';
import type { CorruptionKind } from '../specs.generated.js';

/** Parameters for the severities 1 to 5. */
export type Severities = readonly [number, number, number, number, number];

/** Spoils one image of values in [0, 1], in place; the result is clamped to [0, 1] afterwards. */
export type Spoil = (image: Float32Array, shape: ImageShape, amount: number, rng: Rng) => void;

/** One kind of corruption: what it does, how much of it each severity means. */
export interface Corruption extends NamedDefinition {
  readonly name: CorruptionKind;
  readonly amounts: Severities;
  readonly spoil: Spoil;
}
