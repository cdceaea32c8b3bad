import { access } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { followFiles } from './follow-files.js';
import { followImports } from './follow-imports.js';

const EXTENSION = /\.pipeline\.(yaml|yml|json)$/;

/** What the graph needs to know of one pipeline file. */
export interface PipelineFile {
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** The nearest folder above with a package.json or project.json. */
  readonly project: string;
  /** Its path in the project. */
  readonly inside: string;
  /** `uci.knn` for `uci/knn.pipeline.yaml`. */
  readonly target: string;
  /** Umbrella targets it belongs to: `uci` for `uci/knn.pipeline.yaml`. */
  readonly groups: readonly string[];
  /** This file, everything it extends, and the configuration file with its plugins. */
  readonly files: readonly string[];
  /** Names of the data sets it reads. */
  readonly datasets: readonly string[];
  /** Files of data and modules of plugins, wherever they lie: their contents are inputs. */
  readonly digested: readonly string[];
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
  const inside = posix.relative(project, path);
  const parts = inside.replace(EXTENSION, '').split('/');
  const { specs, datasets, data } = await followFiles(workspaceRoot, path);
  const configs = await configsOf(workspaceRoot, path);
  const modules = (await Promise.all(configs.map((config) => followImports(workspaceRoot, config)))).flat();
  return {
    file: path,
    project,
    inside,
    target: parts.join('.'),
    groups: parts.slice(0, -1).map((_, depth) => parts.slice(0, depth + 1).join('.')),
    files: [...specs, ...configs],
    datasets,
    // Modules may be built, and data ignored: Nx hashes neither.
    digested: [...new Set([...data, ...modules])],
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
