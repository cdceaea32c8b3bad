import { z } from 'zod';

/** A corruption by its name in `@selvedge/preprocess`. */
export const corruptionKindSchema = z.string().min(1).max(80);
