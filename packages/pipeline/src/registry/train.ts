import { advisedAs } from '@selvedge/component/names';
import type { z } from '@selvedge/component/zod';
import type { TrainSpec } from '@selvedge/neural';
import { trainObject } from '@selvedge/neural/fields';

const fields = trainObject.schema as unknown as z.ZodObject;

type Written = Omit<TrainSpec, 'checkpoint' | 'csvLog'>;

const written = fields.omit({ checkpoint: true, csvLog: true }).meta({
  description: 'How a network is trained. Classical models have no use for it.',
  definition: 'train',
});

/** How networks are trained; where checkpoints and logs lie is the run's business, not the file's. */
export const trainSchema = advisedAs(written, trainObject.schema) as unknown as z.ZodType<Written, Written>;
