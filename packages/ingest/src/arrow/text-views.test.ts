import { readFileSync } from 'node:fs';
import { decodeDataset } from '../decode/decode-dataset.js';
import { textsOfViews } from './text-views.js';

const files: Readonly<Record<string, { readonly file: string; readonly labels: readonly string[] }>> = JSON.parse(
  readFileSync(new URL('./text-views.reference.json', import.meta.url), 'utf8'),
);

test.each(Object.entries(files))('%s has the labels that pyarrow wrote', async (name, { file, labels: wanted }) => {
  const bytes = Buffer.from(file, 'base64');
  const { labels, classes, features } = await decodeDataset({ name, bytes }, { drop: ['other'] });
  expect(Array.from(labels, (label) => classes[label])).toEqual(wanted);
  expect(features.columns).toBe(1);
});

/** A view of a text that lies in a buffer. */
function viewOf(length: number, buffer: number, place: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  for (const [at, value] of [length, 0, buffer, place].entries()) view.setInt32(4 * at, value, true);
  return new Uint8Array(view.buffer);
}
const texts = (view: Uint8Array, isNull = false) =>
  textsOfViews('x.arrow', 'c', view, [new TextEncoder().encode('twenty bytes of text')], () => isNull);

test('what leads out of the buffers is damage, but for rows without a value', () => {
  expect(texts(viewOf(20, 0, 0))).toEqual(['twenty bytes of text']);
  for (const view of [viewOf(20, 0, 1), viewOf(20, 1, 0), viewOf(20, -1, 0), viewOf(20, 0, -1), viewOf(-1, 0, 0)]) {
    expect(() => texts(view)).toThrow(/lies outside its buffers \(row 0\)/);
    expect(texts(view, true)).toEqual(['']);
  }
});

test('views that share bytes cannot ask for any memory', () => {
  const large = new Uint8Array(1_000_000).fill(97);
  const views = new Uint8Array(16 * 100);
  for (let row = 0; row < 100; row++) views.set(viewOf(large.length, 0, 0), 16 * row);
  expect(() => textsOfViews('x.arrow', 'c', views, [large], () => false)).toThrow(/take over 10 times/);
});
