import { finalizeMurmur3 } from '@selvedge/data/arithmetic';
/** Names the random numbers of one node in one step: two 32-bit words. */
export type NoiseKey = readonly [number, number];

/** @param seed - of the run; every bit of the number counts */
export function noiseKey(seed: number, step: number, node: number): NoiseKey {
  const bits = new Uint32Array(new Float64Array([seed]).buffer);
  let high = 0x9747b28c;
  let low = 0x2545f491;
  for (const word of [bits[0], bits[1], step, node]) {
    high = finalizeMurmur3(high ^ Math.imul(word, 0xcc9e2d51));
    low = finalizeMurmur3((Math.imul(low, 5) + 0xe6546b64) ^ high);
  }
  return [high >>> 0, low >>> 0];
}

/**
 * The factors of dropout: 0 with probability `rate`, else 1 / (1 - rate). Number i depends on the key and i alone.
 *
 * @param out - overwritten
 */
export function fillDropoutMask(out: Float32Array, [high, low]: NoiseKey, rate: number): Float32Array {
  const threshold = Math.round(rate * 0x1000000);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < out.length; i++)
    out[i] = finalizeMurmur3(finalizeMurmur3(i + high) ^ low) >>> 8 < threshold ? 0 : kept;
  return out;
}

/** Normal numbers with mean 0 and the given standard deviation. Number i depends on the key and i alone. */
export function fillGaussianNoise(out: Float32Array, [high, low]: NoiseKey, stddev: number): Float32Array {
  for (let i = 0; i < out.length; i++) {
    const first = (finalizeMurmur3(finalizeMurmur3(2 * i + high) ^ low) >>> 8) + 1; // 1 ... 2^24: its logarithm is finite
    const second = finalizeMurmur3(finalizeMurmur3(2 * i + 1 + high) ^ low) >>> 8;
    out[i] = stddev * Math.sqrt(-2 * Math.log(first / 0x1000000)) * Math.cos((2 * Math.PI * second) / 0x1000000);
  }
  return out;
}
