import { basename, dirname, resolve } from 'node:path';
import { type Dataset, type OnProgress, SelvedgeError } from '@selvedge/data';
import { type LoadedDataset, loadDataset, readDataset } from '@selvedge/ingest';
import type { DataSpec } from '../spec/data-schema.js';
import { resolvePath } from '../spec/paths.js';
import type { Pipeline } from '../spec/pipeline.js';

/** Where data may come from. */
export interface DataOptions {
  readonly dataDirectory?: string;
  readonly offline?: boolean;
  readonly allowOutside?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** What of a data specification decides which rows are loaded. */
export const sourceOf = ({ name, train, test, fallback }: DataSpec): string =>
  JSON.stringify([name, train, test, fallback]);

/** @throws what `loadDataset` and `readDataset` throw */
export async function loadSource(spec: DataSpec, pipeline: Pipeline, options: DataOptions): Promise<LoadedDataset> {
  const { dataDirectory, offline, signal, onProgress } = options;
  if (spec.name !== undefined) {
    return loadDataset(spec.name, {
      projectDirectory: pipeline.projectDirectory,
      ...(spec.fallback && { fallback: spec.fallback }),
      ...(dataDirectory !== undefined && { dataDirectory }),
      ...(offline !== undefined && { offline }),
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
  }
  return loadFiles(spec, pipeline, options);
}

async function loadFiles(spec: DataSpec, pipeline: Pipeline, options: DataOptions): Promise<LoadedDataset> {
  const folder = pipeline.files[0] === undefined ? pipeline.projectDirectory : dirname(pipeline.files[0]);
  const rules = { projectDirectory: pipeline.projectDirectory, allowOutside: options.allowOutside ?? false };
  const pathOf = (field: string, text: string): string => {
    const found = resolvePath(text, folder, rules);
    if ('path' in found) return found.path;
    throw new SelvedgeError('invalid-spec', `data.${field}: the path '${text}' is refused: ${found.refused}.`);
  };
  const read = (path: string): Promise<Dataset> =>
    readDataset(path, { ...(options.signal && { signal: options.signal }) });
  const train = await read(pathOf('train', spec.train ?? ''));
  const test = spec.test === undefined ? undefined : await read(pathOf('test', spec.test));
  if (test && test.classes.join('\n') !== train.classes.join('\n')) {
    throw new SelvedgeError(
      'shape-mismatch',
      `data: the classes of ${spec.train} are ${train.classes.join(', ')}, those of ${spec.test} ${test.classes.join(', ')}; need the same.`,
    );
  }
  return { name: basename(spec.train ?? ''), train, ...(test && { test }), found: resolve(folder), generated: false };
}
