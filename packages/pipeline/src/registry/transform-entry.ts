import type { z } from '@selvedge/component/zod';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import type { CodeName } from '../plan/code-versions.js';

/** A preparation step that pipeline files can name. */
export interface TransformEntry<Spec extends { readonly kind: string } = { readonly kind: string }> {
  readonly kind: Spec['kind'];
  readonly schema: z.ZodType<Spec>;
  /** Packages of ours whose code is part of a result's identity. Default `data` and `preprocess`. */
  readonly packages?: readonly CodeName[];
  create(spec: Spec): Transform;
  load(saved: SavedState): FittedTransform;
}
