import { manyClasses } from '@selvedge/data/checks';
import type { LoadedDataset } from '@selvedge/ingest/types';
import type { LocatedData } from '../spec/data-paths.js';
import type { Pipeline } from '../spec/pipeline.js';
import { type DataNode, dataNode } from '../steps/data.js';
import type { OnEvent } from '../track/run-event.js';
import { type DataOptions, loadSource, sourceOf } from './load-data.js';
import { memoryNote } from './memory-needed.js';
import { generatedNotice } from './summary.js';
import { unscaledNote } from './unscaled-input.js';

/** Rows that are in memory. */
export interface Source {
  readonly loaded: LoadedDataset;
  readonly node: DataNode;
}

/** By `sourceOf`. */
export type Sources = ReadonlyMap<string, Source>;

export const sourceFor = (sources: Sources, data: LocatedData): Source => sources.get(sourceOf(data)) as Source;

/**
 * Loads all data that a pipeline names, each once.
 *
 * @throws what `loadDataset` and `readDataset` throw
 */
export async function loadSources(pipeline: Pipeline, options: DataOptions, emit: OnEvent): Promise<Sources> {
  const sources = new Map<string, Source>();
  for (const entry of pipeline.models) {
    const { data } = entry.config;
    const source = sources.get(sourceOf(data)) ?? (await load(data, pipeline, options, emit));
    sources.set(sourceOf(data), source);
    const text = memoryNote(pipeline.registry, entry, source.loaded.train);
    if (text !== undefined) emit({ event: 'note', level: 'info', text });
    const unscaled = unscaledNote(pipeline.registry, entry, source.loaded.train);
    if (unscaled !== undefined) emit({ event: 'note', level: 'warning', text: unscaled });
  }
  return sources;
}

async function load(spec: LocatedData, pipeline: Pipeline, options: DataOptions, emit: OnEvent): Promise<Source> {
  const label = `load ${spec.name ?? spec.train}`;
  emit({ event: 'step-start', id: 'data', label });
  const begun = performance.now();
  const loaded = await loadSource(spec, pipeline, {
    ...options,
    onProgress: (progress) => emit({ event: 'step-progress', id: 'data', label, progress }),
  });
  const seconds = (performance.now() - begun) / 1000;
  emit({ event: 'step-end', id: 'data', label, outcome: 'ran', seconds });
  const { name, generated } = loaded;
  const text = generatedNotice({ data: { name, generated, wanted: spec.name ?? name } });
  if (text !== undefined) emit({ event: 'note', level: 'warning', text });
  const many = manyClasses(loaded.train);
  if (many !== undefined) emit({ event: 'note', level: 'warning', text: `${loaded.train.provenance.source}: ${many}` });
  for (const rows of [loaded.train, loaded.validation, loaded.test]) {
    for (const step of rows?.provenance.steps ?? [])
      if (LEFT_OUT.test(step)) emit({ event: 'note', level: 'warning', text: `${rows?.provenance.source}: ${step}` });
  }
  return { loaded, node: dataNode(loaded) };
}

/** The steps by which readers name what they did not read, and columns that have other names than in the file. */
const LEFT_OUT = /; left out \d|^columns named as pandas names them/;
