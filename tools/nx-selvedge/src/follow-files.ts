import { readFile } from 'node:fs/promises';
import { posix, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { field, imageFoldersOf, texts } from './image-folders.js';
import { manifestFiles } from './manifest-files.js';

const MOST_FILES = 512;
const PARTS = ['train', 'validation', 'test'];

/** A path as a file of a folder has it. */
interface Written {
  readonly folder: string;
  readonly text: string;
}

/** What a pipeline reads, as far as its files say so. Paths are relative to the workspace, with forward slashes. */
export interface Followed {
  /** Pipeline files: this one, and all that it extends and compares. */
  readonly specs: readonly string[];
  /** Names of data sets. */
  readonly datasets: readonly string[];
  /** Files of data, of row numbers and of data sets. They may lie outside the workspace; a folder of pictures ends in a slash. */
  readonly data: readonly string[];
}

/** Follows a pipeline file to everything that it names, each path from the file that wrote it. */
export async function followFiles(workspaceRoot: string, first: string): Promise<Followed> {
  const specs: string[] = [];
  const datasets = new Set<string>();
  const data = new Set<string>();
  const variables = new Map<string, string>();
  const waiting = [first];
  const written: Written[] = [];
  const tables: Written[] = [];
  const imageFolders = new Set<string>();
  while (waiting.length > 0 && specs.length < MOST_FILES) {
    const path = waiting.shift() as string;
    if (specs.includes(path)) continue;
    specs.push(path);
    const spec = await readDocument(resolve(workspaceRoot, path));
    const folder = posix.dirname(path);
    for (const [name, value] of Object.entries(field(spec, 'vars') ?? {})) {
      // The file that extends comes first, and its variables win.
      if (!variables.has(name) && typeof value !== 'object') variables.set(name, String(value));
    }
    for (const part of parts(spec)) {
      for (const value of dataOf(part)) {
        const dataset = typeof value === 'string' ? value : field(value, 'name');
        if (typeof dataset === 'string') datasets.add(dataset);
        for (const key of PARTS) tables.push(...texts(field(value, key)).map((text) => ({ folder, text })));
        for (const each of imageFoldersOf(value)) imageFolders.add(each);
      }
      for (const key of PARTS) {
        const over = field(field(field(part, 'sweep'), 'over'), `data.${key}`);
        tables.push(...texts(over).map((text) => ({ folder, text })));
      }
      written.push(...texts(field(field(part, 'split'), 'file')).map((text) => ({ folder, text })));
    }
    for (const other of [...texts(field(spec, 'extends')), ...comparedPipelines(field(spec, 'compare'))]) {
      const within = fromRoot(workspaceRoot, folder, other);
      if (!within.startsWith('..') && posix.basename(within) !== '') waiting.push(within);
    }
  }
  // A file may name the table and another one, which extends it, the folder: every table with every folder.
  for (const { folder, text } of tables)
    for (const each of imageFolders) written.push({ folder, text: `${posix.join(posix.dirname(text), each)}/` });
  for (const { folder, text } of [...tables, ...written]) {
    const path = text.replace(/\$\{\s*([^{}]+?)\s*\}/g, (all, name: string) => variables.get(name) ?? all);
    for (const each of [path, ...labelsBeside(path)]) data.add(fromRoot(workspaceRoot, folder, each));
  }
  for (const each of await manifestFiles(workspaceRoot, posix.dirname(first), datasets, imageFolders)) data.add(each);
  return { specs, datasets: [...datasets], data: [...data] };
}

/** The pipeline, and each of its models. */
function parts(spec: unknown): readonly unknown[] {
  const models = field(spec, 'models');
  return [spec, ...(Array.isArray(models) ? models : [])];
}

function dataOf(part: unknown): readonly unknown[] {
  const over = field(field(field(part, 'sweep'), 'over'), 'data');
  return [field(part, 'data'), ...(Array.isArray(over) ? over : [])];
}

/** The custom of IDX and NPY, whose labels lie in a file beside that of the features. */
function labelsBeside(path: string): readonly string[] {
  const name = posix.basename(path);
  const idx = name.replace('images', 'labels').replace(/idx\d+/, 'idx1');
  const npy = /\.npy$/i.test(name) ? [name.replace(/^x/i, (x) => (x === 'X' ? 'Y' : 'y'))] : [];
  const others = [idx, name.replace('images', 'labels'), ...npy].filter((each) => each !== name);
  return [...new Set(others)].map((each) => posix.join(posix.dirname(path), each));
}

function comparedPipelines(compare: unknown): readonly string[] {
  const entries: unknown[] = Array.isArray(compare) ? compare : [];
  return entries
    .map((entry) => (typeof entry === 'string' ? entry : field(entry, 'pipeline')))
    .filter((entry): entry is string => typeof entry === 'string');
}

/** A slash at the end stays. */
const fromRoot = (workspaceRoot: string, folder: string, path: string): string =>
  (relative(workspaceRoot, resolve(workspaceRoot, folder, path))
    .split(sep)
    .join('/') || '.') + (path.endsWith('/') ? '/' : '');

async function readDocument(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, 'utf8'), { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    return undefined; // `selvedge validate` says what is wrong with it, with line and column
  }
}
