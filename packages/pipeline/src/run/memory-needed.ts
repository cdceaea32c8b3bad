import { totalmem } from 'node:os';
import { type Dataset, SelvedgeError } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import { modelEntry } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { ModelConfig, PipelineEntry } from '../spec/pipeline.js';

/** They change one row at a time and learn nothing from others. */
const ROW_BY_ROW: readonly string[] = ['scale', 'reshape'];

/**
 * What a model whose rows lie in a store needs of them in memory, as a note for people. Undefined for networks, which read them
 * in batches, and for rows that are in memory anyway.
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
  if (!isStored(features)) return undefined;
  const why = needsAllRows(registry, config);
  if (why === undefined) return undefined;
  const makesFloats = config.preprocess.length > 0;
  const bytes = features.bytes * (makesFloats ? 5 : 1); // bytes, and the float32 that become of them
  const needs = `${name}: ${why} needs all ${features.rows} training rows in memory, ${gigabytes(bytes)}`;
  if (bytes <= available) return `${needs} of ${gigabytes(available)}`;
  throw new SelvedgeError(
    'unsupported',
    `${needs}, and there are ${gigabytes(available)}. Train a network, which reads them in batches, make pictures smaller with image: { size }, or use fewer rows with subset.`,
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
