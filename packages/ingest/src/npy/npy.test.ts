import type { Dataset } from '@selvedge/data';
import { zipBytes } from '../../test/zip-fixture.js';
import { memorySource } from '../bytes/memory-source.js';
import { collect } from '../rows/collect.js';
import { npyLabelsPath } from './npy-paths.js';
import { openNpy, openNpz } from './open-npy.js';

/** An NPY file of version 1 with a header as another writer may put it. */
function npy(header: string, values: ArrayBufferView): Uint8Array {
  const text = new TextEncoder().encode(`${header.padEnd(117)}\n`);
  const bytes = new Uint8Array(10 + text.length + values.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, text.length & 255, text.length >> 8]);
  bytes.set(text, 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + text.length);
  return bytes;
}

const LABELS = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", Uint8Array.of(0, 1));
const read = async (header: string, values: ArrayBufferView, labels = LABELS): Promise<Dataset> =>
  collect(await openNpy(memorySource('x.npy', npy(header, values)), memorySource('y.npy', labels)));

describe('NPY headers', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  // Each is read by numpy.load; the long numbers are Python 2's.
  test.each([
    "{'shape': (2, 3), 'fortran_order': False, 'descr': '<f8'}",
    '{"descr": "<f8", "fortran_order": False, "shape": (2, 3)}',
    "{ 'descr' : '<f8' ,'fortran_order':False,'shape':( 2 ,3 ) , }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3,), }",
    "{u'descr': u'<f8', u'fortran_order': False, u'shape': (2, 3)}",
    "{'descr': 'float64', 'fortran_order': False, 'shape': (2, 3)}",
    "{'descr': '=d', 'fortran_order': False, 'shape': (2, 3)}",
  ])('reads %s', async (header) => {
    expect([...(await read(header, values)).features.values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('turns columns first into rows first', async () => {
    const header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }";
    expect([...(await read(header, values)).features.values]).toEqual([1, 3, 5, 2, 4, 6]);
    // numpy.asfortranarray(numpy.arange(12).reshape(2, 3, 2)).ravel('K') is 0, 6, 2, 8, ...
    const deep = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }";
    const stored = Uint8Array.of(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11);
    expect([...(await read(deep, stored)).features.values]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('reads float16, with its infinities and its smallest numbers', async () => {
    const bits = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000);
    const { features } = await read("{'descr': '<f2', 'fortran_order': False, 'shape': (2, 3), }", bits);
    expect([...features.values]).toEqual([1, -2, 2 ** -24, 65504, Number.POSITIVE_INFINITY, -0]);
  });

  test('reads labels that are texts', async () => {
    const letters = Uint32Array.from('\u00e9tot', (letter) => letter.codePointAt(0) as number);
    const labels = npy("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", letters);
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
    expect((await read(header, values, labels)).classes).toEqual(['ot', '\u00e9t']);
    const bytes = npy("{'descr': '|S3', 'fortran_order': False, 'shape': (2,), }", Uint8Array.of(98, 0, 0, 97, 97, 0));
    expect((await read(header, values, bytes)).classes).toEqual(['aa', 'b']);
    const wrong = npy("{'descr': '|S1', 'fortran_order': False, 'shape': (2,), }", Uint8Array.of(0xff, 97));
    await expect(read(header, values, wrong)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test.each([
    ['corrupt-file', "{'descr': '<f8', 'fortran_order': False}"],
    ['corrupt-file', "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}"],
    ['corrupt-file', "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}"],
    ['corrupt-file', "{'descr': '<f8', 'fortran_order': False, 'shape': (-2, 3)}"],
    ['corrupt-file', "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} 1"],
    ['corrupt-file', "{'descr': '<f8', 'fortran_order': False, 'shape': (02, 3)}"],
    ['corrupt-file', "{'descr': 'float63', 'fortran_order': False, 'shape': (2, 3)}"],
    ['unsupported', "{'descr': 'complex128', 'fortran_order': False, 'shape': (2, 3)}"],
    ['unsupported', "{'descr': 'object', 'fortran_order': False, 'shape': (2, 3)}"],
    ['unsupported', "{'descr': '<c16', 'fortran_order': False, 'shape': (2, 3)}"],
    ['unsupported', "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (2, 3)}"],
    ['unsupported', "{'descr': [('a', '<i4'), ('b', '<f8', (2,))], 'fortran_order': False, 'shape': (2, 3)}"],
  ])('refuses as %s: %s', async (code, header) => {
    await expect(read(header, values)).rejects.toMatchObject({ code });
  });
});

test.each([
  ['unsupported', 'a second array, as numpy.save appends it', LABELS],
  ['corrupt-file', 'bytes that nothing claims', Uint8Array.of(1, 2, 3)],
])('refuses as %s: %s', async (code, _, after) => {
  const labels = Uint8Array.of(...LABELS, ...after);
  await expect(
    read("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1)}", Uint8Array.of(1, 2), labels),
  ).rejects.toMatchObject({ code });
});

test('refuses versions of the format that are not known, as not supported', async () => {
  for (const [at, version] of [
    [6, 4],
    [7, 1],
  ]) {
    const labels = Uint8Array.from(LABELS);
    labels[at] = version;
    await expect(
      read("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1)}", Uint8Array.of(1, 2), labels),
    ).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('version') });
  }
});

test('labels are never the array of the features', async () => {
  const data = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }", Uint8Array.of(5, 6));
  const source = memorySource('x.npz', zipBytes({ 'data.npy': data, 'target.npy': LABELS }));
  const { classes, columns } = await collect(await openNpz(source));
  expect([classes, columns]).toEqual([['0', '1'], undefined]);
});

test('rows to predict need no labels, wherever they lie', async () => {
  const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }";
  const data = npy(header, Uint8Array.of(1, 2, 3, 4, 5, 6));
  const unlabelled = { isLabelled: false };
  const alone = await collect(await openNpy(memorySource('x.npy', data), undefined, unlabelled));
  expect([[...alone.features.values], alone.shape]).toEqual([[1, 2, 3, 4, 5, 6], [3]]);
  for (const name of ['x.npy', 'arr_0.npy', 'x_train.npy']) {
    const archive = memorySource('new.npz', zipBytes({ [name]: data }));
    expect([...(await collect(await openNpz(archive, unlabelled))).features.values]).toEqual([1, 2, 3, 4, 5, 6]);
  }
  const flat = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", Uint8Array.of(1, 2));
  await expect(openNpy(memorySource('x.npy', flat), undefined, unlabelled)).rejects.toThrow(
    /need numbers of shape \(rows/,
  );
});

describe('archives of several parts', () => {
  const bytes = (shape: string, ...values: number[]): Uint8Array =>
    npy(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`, Uint8Array.from(values));

  test('have the names of MedMNIST: images and labels of a part', async () => {
    const images = (value: number): Uint8Array => bytes('(2, 1, 1, 3)', ...Array.from({ length: 6 }, () => value));
    const members = ['train', 'val', 'test'].flatMap((part, at) => [
      [`${part}_images.npy`, images(at)],
      [`${part}_labels.npy`, bytes('(2, 1)', 0, 1)],
    ]);
    const source = memorySource('pathmnist.npz', zipBytes(Object.fromEntries(members)));
    for (const [at, part] of (['train', 'validation', 'test'] as const).entries()) {
      const { features, shape, labels } = await collect(await openNpz(source, { part }));
      expect([features.values[0], shape, [...labels]]).toEqual([at, [1, 1, 3], [0, 1]]);
    }
  });

  test('or lie in two files, as those of KMNIST', async () => {
    const images = memorySource('k-train-imgs.npz', zipBytes({ 'arr_0.npy': bytes('(2, 1, 2)', 1, 2, 3, 4) }));
    const labels = memorySource('k-train-labels.npz', zipBytes({ 'arr_0.npy': bytes('(2,)', 7, 3) }));
    const { features, classes, shape } = await collect(await openNpz(images, {}, () => labels));
    expect([[...features.values], classes, shape]).toEqual([
      [1, 2, 3, 4],
      ['3', '7'],
      [1, 2, 1],
    ]);
    expect(npyLabelsPath('/d/kmnist-train-imgs.npz')).toBe('/d/kmnist-train-labels.npz');
  });
});
