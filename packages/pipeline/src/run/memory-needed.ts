import { totalmem } from 'node:os';
import { type Dataset, SelvedgeError } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import { modelEntry } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { ModelConfig, PipelineEntry } from '../spec/pipeline.js';

/** They change one row at a time and learn nothing from others. */
const ROW_BY_ROW: readonly string[] = ['scale', 'reshape'];

/** Rows that are in memory are spoken of from here on. */
const NOTED_BYTES = 1e9;

/**
 * What a model needs of its rows in memory at least, as a note for people. Undefined for networks whose rows lie in a store, which
 * they read in batches, and for less than a gigabyte of rows that are in memory anyway.
 *
 * @param available - bytes; default: what the machine has, or the process may have of it
 * @throws SelvedgeError `unsupported` where that is more than there is
 */
export function memoryNote(
  registry: Registry,
  { name, config }: Pick<PipelineEntry, 'name' | 'config'>,
  train: Dataset,
  available: number = memory(),
): string | undefined {
  const { features } = train;
  const why = needsAllRows(registry, config);
  if (why === undefined) return undefined;
  const stored = isStored(features);
  const own = stored ? features.bytes : features.values.byteLength;
  // Preparation makes float32 of what the file has.
  const bytes = own + (config.preprocess.length > 0 ? 4 * features.rows * features.columns : 0);
  const needs = `${name}: ${why} needs all ${features.rows} training rows in memory, at least ${gigabytes(bytes)}`;
  if (bytes <= available) return stored || bytes >= NOTED_BYTES ? `${needs} of ${gigabytes(available)}` : undefined;
  throw new SelvedgeError(
    'unsupported',
    `${needs}, and there are ${gigabytes(available)}. ${train.shape.length === 3 ? 'Train a network, which reads pictures in batches, make them smaller with image: { size },' : 'Leave columns out with drop,'} or use fewer rows with subset.`,
  );
}

function needsAllRows(registry: Registry, { model, preprocess }: ModelConfig): string | undefined {
  const step = preprocess.find(({ kind }) => !ROW_BY_ROW.includes(kind));
  if (step) return `the step ${step.kind}`;
  return modelEntry(registry, model.kind).usesTrain ? undefined : model.kind;
}

function memory(): number {
  const limit = process.constrainedMemory(); // 0 or absurdly large where there is none
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
