import { z } from 'zod';

/** How networks are trained. */
export const trainSchema = z.strictObject({});
