import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { exportOnnx } from '@selvedge/engine-onnx';
import { saveKeras } from '@selvedge/networks';
import { applyHead } from '@selvedge/networks/engine';
import { compileReference, randomBatch } from '@selvedge/networks/testing';
import { type RandomNetwork, randomNetwork } from '../random/random-network.js';
import { run } from '../run.js';
import { predictWithTfLayers } from './tf-layers.js';

/** How many files a reader opened with equal predictions, how many were refused by name, and which differ. */
export interface Opened {
  readonly reader: string;
  readonly equal: number;
  readonly refused: number;
  readonly largest: number;
  readonly wrong: readonly string[];
}

/** Of predictions, relative to those above 1. */
const TOLERANCE = 1e-5;

/** Writes networks of the seeds from `first` for each reader, and compares what the readers predict with what we do. */
export async function openOurFiles(
  python: string,
  folder: string,
  count: number,
  first = 1,
): Promise<readonly Opened[]> {
  mkdirSync(folder, { recursive: true });
  const expected = new Map<string, Expected>();
  for (let seed = first; seed < first + count; seed++) expected.set(String(seed), await write(folder, seed));
  run(python, [fileURLToPath(new URL('../../../src/networks/files/our-files.py', import.meta.url)), folder]);
  const predicted = JSON.parse(readFileSync(join(folder, 'predicted.json'), 'utf8')) as Record<string, Predicted>;
  const found = async (reader: string, seed: string): Promise<readonly number[] | string | undefined> => {
    const { keras, kerasError, onnx } = predicted[seed] ?? {};
    if (reader === 'onnxruntime') return onnx;
    if (reader === 'Keras 3') return keras ?? kerasError;
    const { features, rows, inputShape } = expected.get(seed) as Expected;
    return predictWithTfLayers(join(folder, seed), features, [rows, ...inputShape]).catch(String);
  };
  const opened: Opened[] = [];
  for (const reader of ['Keras 3', 'tf.layers', 'onnxruntime'] as const) {
    let [equal, refused, largest] = [0, 0, 0];
    const wrong: string[] = [];
    for (const [seed, { outputs, probabilities, refusals }] of expected) {
      if (refusals[reader] !== undefined) {
        refused++;
        continue;
      }
      const values = await found(reader, seed);
      const difference = distance(values, reader === 'onnxruntime' ? probabilities : outputs);
      if (difference < TOLERANCE) equal++;
      else wrong.push(`${seed}: ${typeof values === 'string' ? values : difference}`);
      if (difference < TOLERANCE) largest = Math.max(largest, difference);
    }
    opened.push({ reader, equal, refused, largest, wrong });
  }
  return opened;
}

interface Predicted {
  readonly keras?: readonly number[];
  readonly kerasError?: string;
  readonly onnx: readonly number[];
}

interface Expected {
  readonly features: Float32Array;
  readonly rows: number;
  readonly inputShape: readonly number[];
  /** As the last layer has them: logarithms of probabilities behind log-softmax. */
  readonly outputs: Float32Array;
  readonly probabilities: Float32Array;
  readonly refusals: Readonly<Record<string, string>>;
}

async function write(folder: string, seed: number): Promise<Expected> {
  const model = randomNetwork(seed);
  const { network } = model;
  const rows = 4;
  const { features } = randomBatch(network, rows, seed);
  const compiled = compileReference(network);
  compiled.parameters.set(model.weights.parameters);
  compiled.state.set(model.weights.state);
  const probabilities = applyHead(await compiled.predict(features, rows), network.outputs, network.head);
  const outputs = network.head === 'log-softmax' ? probabilities.map(Math.log) : probabilities;
  const base = join(folder, String(seed));
  const refusals = {
    ...(await refusal('Keras 3', model, `${base}.keras`)),
    ...(await refusal('tf.layers', model, base)),
  };
  writeFileSync(`${base}.onnx`, exportOnnx(model));
  const { inputShape } = network;
  writeFileSync(`${base}.json`, JSON.stringify({ features: [...features], rows, inputShape }));
  return { features, rows, inputShape, outputs, probabilities, refusals };
}

async function refusal(reader: string, model: RandomNetwork, path: string): Promise<Record<string, string>> {
  try {
    await saveKeras(model, path);
    return {};
  } catch (error) {
    if (error instanceof SelvedgeError && error.code === 'unsupported') return { [reader]: error.message };
    throw error;
  }
}

function distance(found: readonly number[] | string | undefined, expected: Float32Array): number {
  if (found === undefined || typeof found === 'string' || found.length !== expected.length)
    return Number.POSITIVE_INFINITY;
  return expected.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - found[i]) / Math.max(1, Math.abs(value))),
    0,
  );
}
