import type { Rng } from '@selvedge/data';

/** Most of a format's decisions are in its first and last bytes. */
const ENDS = 200;
const EXTREMES = [0, 1, 0x7f, 0x7fff, 0x7fffffff, 0x80000000, 0xffffffff, 0x01000000, 0x00010000];

/** One to six changes of a file: bits, bytes, numbers of 4 and 8 bytes, parts that are cut, filled, repeated or moved. */
export function mutateBytes(original: Uint8Array, rng: Rng): Uint8Array {
  let bytes: Buffer = Buffer.from(original);
  const where = rng.int(3);
  for (let change = 1 + rng.int(6); change > 0 && bytes.length > 8; change--) {
    const window = where === 0 ? bytes.length : Math.min(bytes.length, ENDS);
    const place = rng.int(window) + (where === 2 ? bytes.length - window : 0);
    bytes = changed(bytes, place, rng);
  }
  return bytes;
}

/** One bit of a file. */
export function flipBit(original: Uint8Array, rng: Rng): Uint8Array {
  const bytes = Uint8Array.from(original);
  bytes[rng.int(bytes.length)] ^= 1 << rng.int(8);
  return bytes;
}

function changed(bytes: Buffer, place: number, rng: Rng): Buffer {
  const length = 1 + rng.int(64);
  switch (rng.int(9)) {
    case 0:
      bytes[place] ^= 1 << rng.int(8);
      return bytes;
    case 1:
      bytes[place] = rng.int(256);
      return bytes;
    case 2:
      return bytes.subarray(0, place);
    case 3:
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + length)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(length, rng.int(256)), bytes.subarray(place)]);
    case 5:
      return Buffer.concat([bytes, bytes.subarray(place, place + length)]);
    case 6:
      bytes.copyWithin(place, rng.int(bytes.length), Math.min(bytes.length, place + length));
      return bytes;
    default:
      return withNumber(bytes, place, rng);
  }
}

function withNumber(bytes: Buffer, place: number, rng: Rng): Buffer {
  const value = EXTREMES[rng.int(EXTREMES.length)];
  if (place + 8 > bytes.length) return bytes;
  if (rng.int(2) === 0) bytes.writeUInt32LE(value, place);
  else bytes.writeUInt32BE(value, place);
  if (rng.int(3) === 0) bytes.writeUInt32LE(rng.int(2) * 0xffffffff, place + 4);
  return bytes;
}
