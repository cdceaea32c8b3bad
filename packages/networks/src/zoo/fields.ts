import { count } from '@selvedge/component';
import { z } from '@selvedge/component/zod';

/** A number for each of several layers. Wider or deeper is a slip. */
export const unitsOfLayers: z.ZodType<readonly number[]> = z.array(count(65_536)).max(1000);

/** A factor of a penalty or the width of a noise, 0 or more; 0 for none. */
export const penalty: z.ZodType<number> = z.number().min(0).default(0);
