import { SelvedgeError } from '@selvedge/data';
import type { Manifest } from '@selvedge/ingest/types';
import { type Located, partLocated, placeOf } from '../document/located.js';
import type { Problem } from '../document/problem.js';
import type { PipelineEntry } from './pipeline.js';

/** Data sets that are named and unknown, and those whose files are nowhere and have no address; each name once. */
export async function problemsOfNamedData(
  entries: readonly PipelineEntry[],
  root: Located,
  projectDirectory: string,
): Promise<readonly Problem[]> {
  const problems = new Map<string, Problem>();
  for (const { name, config } of entries) {
    const { data } = config;
    if (data.name === undefined || data.name === 'garments' || data.fallback !== undefined) continue;
    if (problems.has(data.name)) continue;
    const message = await problemOf(data.name, projectDirectory);
    if (message !== undefined) problems.set(data.name, { place: placeOfData(root, name), message });
  }
  return [...problems.values()];
}

async function problemOf(name: string, projectDirectory: string): Promise<string | undefined> {
  const { fetchDataset, findManifest } = await import('@selvedge/ingest');
  try {
    const manifest = await findManifest(name, { projectDirectory });
    if (!canBeFetched(manifest)) await fetchDataset(name, { projectDirectory, offline: true });
    return undefined;
  } catch (error) {
    if (error instanceof SelvedgeError) return error.message;
    throw error;
  }
}

const canBeFetched = ({ splits }: Manifest): boolean =>
  Object.values(splits)
    .flatMap((split) => (split.format === 'idx' ? [split.images, split.labels] : [split.data]))
    .every(({ urls = [] }) => urls.length > 0);

/** That of the model of this name, else that of the file. */
function placeOfData(root: Located, name: string) {
  const models = partLocated(root, ['models']);
  const at = models?.kind === 'list' ? models.items.findIndex((item) => nameOf(item) === name) : -1;
  const own = ['models', at, 'data'];
  return placeOf(root, at >= 0 && partLocated(root, own) ? own : ['data']);
}

const nameOf = (item: Located): unknown => {
  const name = partLocated(item, ['name']);
  return name?.kind === 'scalar' ? name.value : undefined;
};
