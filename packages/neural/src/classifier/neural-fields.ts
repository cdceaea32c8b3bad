import { count, formerly } from '@selvedge/component';
import { guessedWords } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import type { EngineName } from '../session/session.js';
import type { TestTimeView } from './test-time-views.js';

const shift = (axis: string): z.ZodType<number> =>
  z.int().min(-4096).max(4096).exactOptional().describe(`Pixels by which ${axis} move. Without it 0.`);

const view = z.strictObject({
  flip: z.boolean().exactOptional().describe('Mirrored left to right.'),
  shiftRows: shift('rows'),
  shiftColumns: shift('columns'),
  fill: z
    .enum(['constant', 'nearest'])
    .exactOptional()
    .describe(
      'What shifts move in: zeros (`constant`, the default), or the pixels at the edge again (`nearest`), for features whose background is not 0, as after standardize.',
    ),
  weight: z.number().gt(0).exactOptional().describe('Share of this view in the mean. Without it 1.'),
}) as unknown as z.ZodType<TestTimeView>;

/** What a neural classifier is made with beside its network and its training. */
export const neuralFields: {
  readonly engine: z.ZodType<EngineName | 'auto'>;
  readonly testTimeAugmentation: z.ZodType<readonly TestTimeView[]>;
  readonly threads: z.ZodType<number>;
} = {
  engine: guessedWords(
    z.enum(['auto', 'onnx', 'tfjs']).default('auto').describe('What computes; `auto` is the best that is there.'),
    {
      'onnx-runtime': 'onnx',
      ort: 'onnx',
      cpu: 'onnx',
      native: 'onnx',
      tensorflow: 'tfjs',
      'tensorflow.js': 'tfjs',
      'tfjs-node': 'tfjs',
      tf: 'tfjs',
      gpu: 'tfjs',
      cuda: 'tfjs',
    },
  ),
  testTimeAugmentation: formerly(
    z
      .array(view)
      .max(100)
      .default([])
      .describe('Views of each image whose probabilities are averaged at prediction; `{}` is the image itself.'),
    'testTime',
  ),
  threads: count(256)
    .exactOptional()
    .describe('Threads for arithmetic. Without it the cores. Sums round otherwise with another number.'),
};
