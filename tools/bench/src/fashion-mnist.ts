import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { LabelledRows } from '@selvedge/data';

/** Rows of bytes with their labels. */
export type Images = LabelledRows<Uint8Array>;

/** Fashion-MNIST as bytes, from the folder that SELVEDGE_DATA names. */
export function fashionMnist(): { readonly train: Images; readonly test: Images } {
  const directory = process.env['SELVEDGE_DATA'];
  if (!directory) throw new Error('Set SELVEDGE_DATA to the folder that holds fashion-mnist/.');
  const read = (name: string, header: number) =>
    new Uint8Array(gunzipSync(readFileSync(`${directory}/fashion-mnist/${name}-ubyte.gz`)).subarray(header));
  const part = (name: string): Images => {
    const values = read(`${name}-images-idx3`, 16);
    const features = { values, rows: values.length / 784, columns: 784 };
    return { features, labels: Uint16Array.from(read(`${name}-labels-idx1`, 8)), classes: Array.from('0123456789') };
  };
  return { train: part('train'), test: part('t10k') };
}

/** The first rows. */
export function slice({ features, labels, classes }: Images, rows: number): Images {
  const values = features.values.subarray(0, rows * features.columns);
  return { features: { ...features, values, rows }, labels: labels.subarray(0, rows), classes };
}

/** Pixels between 0 and 1. */
export function scaled({ features, labels, classes }: Images): LabelledRows {
  const values = Float32Array.from(features.values, (value) => value / 255);
  return { features: { ...features, values }, labels, classes };
}
