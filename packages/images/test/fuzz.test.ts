import { readFileSync } from 'node:fs';
import { createRng, SelvedgeError } from '@selvedge/data';
import { decodeImage } from '../src/decode-image.js';

const MUTANTS = Number(process.env['SELVEDGE_FUZZ'] ?? 600);
const cases: readonly { readonly name: string; readonly file: string }[] = JSON.parse(
  readFileSync(new URL('../src/decode-image.reference.json', import.meta.url), 'utf8'),
);

test(`${MUTANTS} damaged pictures are read, or refused as damaged or not supported`, async () => {
  const rng = createRng('pictures');
  let refused = 0;
  for (let at = 0; at < MUTANTS; at++) {
    const { name, file } = cases[at % cases.length];
    const bytes = damaged(Buffer.from(file, 'base64'), (below) => rng.int(below));
    const options = rng.int(2) === 0 ? {} : { image: { size: 16, depth: 8 as const } };
    try {
      const { shape, values } = await decodeImage(bytes, name, { ...options, maxPixels: 1_000_000 });
      expect(values.length).toBe(shape[0] * shape[1] * shape[2]);
    } catch (error) {
      if (!(error instanceof SelvedgeError)) throw error;
      expect(['corrupt-file', 'unsupported']).toContain(error.code);
      expect(error.message.startsWith(`${name}: `)).toBe(true);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(MUTANTS / 4);
}, 600_000);

/** Some bytes changed, the end or a part cut off, or a number of the header changed. */
function damaged(bytes: Buffer, int: (below: number) => number): Buffer {
  const kind = int(4);
  if (kind === 0) return bytes.subarray(0, int(bytes.length));
  if (kind === 1) {
    const start = int(bytes.length);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(Math.min(bytes.length, start + 1 + int(24)))]);
  }
  if (kind === 2) bytes.writeUInt32BE(int(2 ** 32), int(Math.min(bytes.length - 4, 200)));
  else for (let count = 1 + int(8); count > 0; count--) bytes[int(bytes.length)] = int(256);
  return bytes;
}
