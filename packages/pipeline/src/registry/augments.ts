import { type AugmentSpec, augmentations } from '@selvedge/preprocess';
import type { z } from 'zod';

/** A random change of training images. */
export const augmentSchema = augmentations.schema as unknown as z.ZodType<AugmentSpec, AugmentSpec>;
