import type { Dataset } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import { modelEntry } from '../registry/models.js';
import type { Registry } from '../registry/registry.js';
import type { PipelineEntry } from '../spec/pipeline.js';

/** Networks begin with weights that are made for numbers about 1; those of bytes are still learned from. */
const USUAL = 1000;
/** As many numbers are looked at. */
const SAMPLED = 1_000_000;

/** Says that a network gets numbers as large as they are in the file, and the line to write. */
export function unscaledNote(
  registry: Registry,
  { name, config }: Pick<PipelineEntry, 'name' | 'config'>,
  { features, shape }: Dataset,
): string | undefined {
  if (!modelEntry(registry, config.model.kind).usesTrain) return undefined;
  if (config.preprocess.some(({ kind }) => kind !== 'reshape') || isStored(features)) return undefined;
  if (features.values instanceof Uint8Array) return undefined;
  let most = 0;
  for (const value of features.values.subarray(0, SAMPLED)) most = Math.abs(value) > most ? Math.abs(value) : most;
  if (!(most > USUAL)) return undefined;
  const isDeep = shape.length === 3 && most <= 65_535;
  const step = isDeep ? `{ kind: scale, factor: ${1 / 65_535} }` : '{ kind: standardize }';
  return `${name}: the network gets numbers up to ${most} as they are, and learns little from them; write preprocess: [${step}]`;
}
