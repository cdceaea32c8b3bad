import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';

const EXTENSION = /\.pipeline\.(yaml|yml|json)$/;
const LONGEST_CHAIN = 64;

/**
 * What the graph needs to know of one pipeline file. Files outside a project are left alone (undefined). A file that
 * cannot be parsed still gets its targets: running them prints the located error, which a broken graph would hide.
 *
 * @param {string} workspaceRoot
 * @param {string} file - relative to the workspace
 * @returns {Promise<PipelineFile | undefined>}
 *
 * @typedef {object} PipelineFile
 * @property {string} file - relative to the workspace, with forward slashes
 * @property {string} project - the nearest folder above with a package.json or project.json
 * @property {string} target - `uci.knn` for `uci/knn.pipeline.yaml`
 * @property {string[]} groups - umbrella targets it belongs to: `uci` for `uci/knn.pipeline.yaml`
 * @property {readonly string[]} files - this file and everything it extends
 * @property {readonly string[]} datasets - names of the data sets it reads
 */
export async function readSpec(workspaceRoot, file) {
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
    files,
    datasets,
  };
}

async function projectOf(workspaceRoot, path) {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const marker of ['project.json', 'package.json']) {
      if (await exists(join(workspaceRoot, folder, marker))) return folder;
    }
    if (folder === '.') return undefined;
  }
}

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

async function followExtends(workspaceRoot, first) {
  const files = [];
  const datasets = new Set();
  const waiting = [first];
  while (waiting.length > 0 && files.length < LONGEST_CHAIN) {
    const path = waiting.pop();
    if (files.includes(path)) continue;
    files.push(path);
    const spec = await readDocument(join(workspaceRoot, path));
    const data = spec?.data;
    const dataset = typeof data === 'string' ? data : (data?.name ?? data?.dataset);
    if (typeof dataset === 'string') datasets.add(dataset);
    for (const other of [spec?.extends ?? [], referencedPipelines(spec?.compare)].flat()) {
      if (typeof other !== 'string') continue;
      const absolute = resolve(workspaceRoot, dirname(path), other);
      const within = relative(workspaceRoot, absolute).split(sep).join('/');
      if (!within.startsWith('..') && basename(within) !== '') waiting.push(within);
    }
  }
  return { files, datasets: [...datasets] };
}

/** A comparison names other pipeline files; their text is an input as much as its own. */
function referencedPipelines(compare) {
  const entries = Array.isArray(compare) ? compare : Object.values(compare ?? {}).flat();
  return entries
    .map((entry) => (typeof entry === 'string' ? entry : (entry?.pipeline ?? entry?.file)))
    .filter((entry) => typeof entry === 'string' && EXTENSION.test(entry));
}

async function readDocument(path) {
  try {
    return parse(await readFile(path, 'utf8'), { maxAliasCount: 100, logLevel: 'silent' }) ?? undefined;
  } catch {
    return undefined; // `selvedge validate` says what is wrong with it, with line and column
  }
}
