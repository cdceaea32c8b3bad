import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';

const EXTENSION = /\.pipeline\.(yaml|yml|json)$/;
const LONGEST_CHAIN = 64;

/** What the graph needs to know of one pipeline file. */
export interface PipelineFile {
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** The nearest folder above with a package.json or project.json. */
  readonly project: string;
  /** `uci.knn` for `uci/knn.pipeline.yaml`. */
  readonly target: string;
  /** Umbrella targets it belongs to: `uci` for `uci/knn.pipeline.yaml`. */
  readonly groups: readonly string[];
  /** This file, everything it extends, and the configuration file with its plugins. */
  readonly files: readonly string[];
  /** Names of the data sets it reads. */
  readonly datasets: readonly string[];
}

/**
 * Reads one pipeline file. Files outside a project are left alone (undefined). A file that cannot be parsed still gets
 * its targets: running them prints the located error, which a broken graph would hide.
 *
 * @param file - relative to the workspace
 */
export async function readSpec(workspaceRoot: string, file: string): Promise<PipelineFile | undefined> {
  const path = file.split(sep).join('/');
  const project = await projectOf(workspaceRoot, path);
  if (project === undefined) return undefined;
  const inside = posix.relative(project, path).replace(EXTENSION, '');
  const parts = inside.split('/');
  const { files, datasets } = await followExtends(workspaceRoot, path);
  return {
    file: path,
    project,
    target: parts.join('.'),
    groups: parts.slice(0, -1).map((_, depth) => parts.slice(0, depth + 1).join('.')),
    files: [...files, ...(await configsOf(workspaceRoot, path))],
    datasets,
  };
}

/** The configuration file nearest above, as `selvedge run` finds it. */
async function configsOf(workspaceRoot: string, path: string): Promise<readonly string[]> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const names = ['selvedge.config.js', 'selvedge.config.mjs'].map((name) => posix.join(folder, name));
    const there = await Promise.all(names.map((name) => exists(join(workspaceRoot, name))));
    const found = names.filter((_, at) => there[at]);
    if (found.length > 0 || folder === '.') return found;
  }
}

async function projectOf(workspaceRoot: string, path: string): Promise<string | undefined> {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const marker of ['project.json', 'package.json']) {
      if (await exists(join(workspaceRoot, folder, marker))) return folder;
    }
    if (folder === '.') return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function followExtends(workspaceRoot: string, first: string): Promise<{ files: string[]; datasets: string[] }> {
  const files: string[] = [];
  const datasets = new Set<string>();
  const waiting = [first];
  while (waiting.length > 0 && files.length < LONGEST_CHAIN) {
    const path = waiting.pop() as string;
    if (files.includes(path)) continue;
    files.push(path);
    const spec = await readDocument(join(workspaceRoot, path));
    const data = field(spec, 'data');
    const dataset = typeof data === 'string' ? data : (field(data, 'name') ?? field(data, 'dataset'));
    if (typeof dataset === 'string') datasets.add(dataset);
    for (const other of [field(spec, 'extends') ?? [], referencedPipelines(field(spec, 'compare'))].flat()) {
      if (typeof other !== 'string') continue;
      const absolute = resolve(workspaceRoot, dirname(path), other);
      const within = relative(workspaceRoot, absolute).split(sep).join('/');
      if (!within.startsWith('..') && basename(within) !== '') waiting.push(within);
    }
  }
  return { files, datasets: [...datasets] };
}

/** A comparison names other pipeline files; their text is an input as much as its own. */
function referencedPipelines(compare: unknown): string[] {
  const entries: unknown[] = Array.isArray(compare) ? compare : Object.values(compare ?? {}).flat();
  return entries
    .map((entry) => (typeof entry === 'string' ? entry : (field(entry, 'pipeline') ?? field(entry, 'file'))))
    .filter((entry): entry is string => typeof entry === 'string' && EXTENSION.test(entry));
}

/** A field of something that a person wrote and nobody has checked yet. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

async function readDocument(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, 'utf8'), { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    return undefined; // `selvedge validate` says what is wrong with it, with line and column
  }
}
