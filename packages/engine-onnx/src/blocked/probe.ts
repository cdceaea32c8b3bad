// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import { openSession, tensor } from '@selvedge/compute';
import { FLUSH_DENORMALS } from '../flush-denormals.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { NCHWC } from '../graph/layout.js';

// eslint-disable-next-line selvedge/no-shared-state -- a property of the native runtime, the only one that it is asked of
let found: Promise<number | undefined> | undefined;

/**
 * The number of channels per block with which the runtime's blocked convolution computes correctly here, found by
 * running a tiny one whose result is known; undefined where it has none. These operators are internal to the runtime:
 * another version may lack or change them, and then everything runs on the portable path.
 */
export function probeBlocked(): Promise<number | undefined> {
  found ??= probe();
  return found;
}

async function probe(): Promise<number | undefined> {
  for (const block of [16, 8]) if (await works(block)) return block;
  return undefined;
}

async function works(block: number): Promise<boolean> {
  const channels = 32;
  const [height, width] = [3, 2];
  const g = new GraphBuilder();
  const x = g.input('x', [1, height, width, channels]);
  const kernel = g.input('kernel', [channels, channels, 1, 1]);
  const blocked = g.op('ReorderInput', [x], { channels_last: { int: 1 } }, NCHWC);
  const sums = g.op('Conv', [blocked, kernel], { kernel_shape: { ints: [1, 1] } }, NCHWC);
  const y = g.op('ReorderOutput', [sums], { channels: { int: channels }, channels_last: { int: 1 } }, NCHWC);
  g.output('y', y, [1, height, width, channels]);
  // Whole numbers, so that sums are exact in any order.
  const image = Float32Array.from({ length: height * width * channels }, (_, at) => (at * 7) % 11);
  const weight = (to: number, from: number): number => ((to * 5 + from * 3) % 7) - 3;
  const kernels = new Float32Array(channels * channels);
  for (let to = 0; to < channels; to++) {
    for (let from = 0; from < channels; from++) {
      const place = Math.floor(to / block) * (channels / block) + Math.floor(from / block);
      kernels[(place * block + (from % block)) * block + (to % block)] = weight(to, from);
    }
  }
  try {
    const session = await openSession(g.model(), { threads: 1, ...FLUSH_DENORMALS });
    const feeds = {
      x: tensor(image, [1, height, width, channels]),
      kernel: tensor(kernels, [channels, channels, 1, 1]),
    };
    const { y: seen } = await session.run(feeds);
    await session.close();
    return (seen.data as Float32Array).every((value, at) => {
      const pixel = at - (at % channels);
      let sum = 0;
      for (let from = 0; from < channels; from++) sum += weight(at % channels, from) * image[pixel + from];
      return value === sum;
    });
  } catch {
    return false; // this runtime has no such operators
  }
}
