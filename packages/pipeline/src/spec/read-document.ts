import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { assignLocated, parsePath } from '../document/assign.js';
import { locate } from '../document/locate.js';
import type { Located, LocatedMap, Place } from '../document/located.js';
import { mergeLocated } from '../document/merge.js';
import { parseDocument } from '../document/parse-document.js';
import { InvalidSpecError } from '../document/problem.js';
import { substituteVariables } from '../document/variables.js';
import { withOwnPaths } from './data-paths.js';
import { inlineIndexFiles } from './index-files.js';
import { problemOfIdle, problemWithout } from './override-problems.js';
import { type PathRules, resolvePath } from './paths.js';
import { withDataMap } from './short-data.js';

/** A pipeline file with everything that it extends laid under it and its variables replaced. */
export interface ReadDocument {
  readonly root: LocatedMap;
  /** Every file that was read, this one first. */
  readonly files: readonly string[];
}

const LONGEST_CHAIN = 32;

/** `--set model.k=7` */
export interface Override {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Reads a file and what it extends, applies overrides and replaces variables.
 *
 * @throws InvalidSpecError; SelvedgeError `not-found` when the file itself is not there
 */
export async function readPipelineDocument(
  file: string,
  rules: PathRules,
  overrides: readonly Override[] = [],
): Promise<ReadDocument> {
  const files: string[] = [];
  const merged = await readExtended(file, rules, files, []);
  return { root: complete(merged, overrides, dirname(file), files), files };
}

/** The same for a pipeline that was declared in code. */
export async function completeDocument(
  root: Located,
  folder: string,
  rules: PathRules,
  overrides: readonly Override[] = [],
): Promise<ReadDocument> {
  const files: string[] = [];
  const merged = await withBases(root, folder, rules, files, []);
  return { root: complete(merged, overrides, folder, files), files };
}

function complete(
  merged: LocatedMap,
  overrides: readonly Override[],
  folder: string,
  files: readonly string[],
): LocatedMap {
  let root: Located = merged;
  for (const { path, value } of overrides) {
    const place: Place = { file: `--set ${path}` };
    const steps = parsePath(path);
    const without = problemWithout(root, steps);
    if (without !== undefined) throw new InvalidSpecError([{ place, message: without }]);
    const assigned = assignLocated(withDataMap(root, steps), steps, locate(value, place));
    if (!assigned) throw new InvalidSpecError([{ place, message: `there is nothing at '${path}' that could be set` }]);
    const idle = problemOfIdle(root, assigned, steps);
    if (idle !== undefined) throw new InvalidSpecError([{ place, message: idle }]);
    root = assigned;
  }
  if (root.kind !== 'map') throw notAMap(root.place);
  return withOwnPaths(substituteVariables(root), folder, ({ file }) => {
    const written = resolve(file);
    return files.includes(written) ? dirname(written) : undefined;
  });
}

async function readExtended(
  file: string,
  rules: PathRules,
  files: string[],
  chain: readonly string[],
): Promise<LocatedMap> {
  const text = await readText(file);
  const shownName = relative(process.cwd(), file) || file;
  if (!files.includes(file)) files.push(file);
  return withBases(parseDocument(text, shownName.startsWith('..') ? file : shownName), dirname(file), rules, files, [
    ...chain,
    file,
  ]);
}

async function withBases(
  root: Located,
  folder: string,
  rules: PathRules,
  files: string[],
  chain: readonly string[],
): Promise<LocatedMap> {
  if (root.kind !== 'map') throw notAMap(root.place);
  const own = await inlineIndexFiles(root, folder, rules);
  const entry = own.entries.get('extends');
  if (!entry) return own;
  const bases = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  let merged: Located | undefined;
  for (const base of bases) {
    const fail = (message: string): InvalidSpecError => new InvalidSpecError([{ place: base.place, message }]);
    if (base.kind !== 'scalar' || typeof base.value !== 'string') throw fail('extends: need a path or a list of paths');
    const found = resolvePath(base.value, folder, rules);
    if ('refused' in found) throw fail(`extends: the path '${base.value}' is refused: ${found.refused}`);
    if (chain.includes(found.path)) throw fail(`extends: '${base.value}' extends this file in turn; break the circle`);
    if (chain.length >= LONGEST_CHAIN) throw fail(`extends: more than ${LONGEST_CHAIN} files in a chain`);
    const below = await readExtended(found.path, rules, files, chain).catch((error: unknown) => {
      if (error instanceof SelvedgeError && error.code === 'not-found')
        throw fail(`extends: there is no file '${base.value}'`);
      throw error;
    });
    merged = merged ? mergeLocated(merged, below) : below;
  }
  const entries = new Map([...own.entries].filter(([key]) => key !== 'extends'));
  const alone: LocatedMap = { ...own, entries };
  const result = merged ? mergeLocated(merged, alone) : alone;
  return result.kind === 'map' ? result : alone;
}

async function readText(file: string): Promise<string> {
  try {
    const info = await stat(file);
    if (info.isDirectory()) throw new NoPipelineFileError(`${file} is a folder; name a pipeline file.`);
    if (info.size > 1024 * 1024)
      throw new InvalidSpecError([
        {
          place: { file, line: 1, column: 1 },
          message: `refused: the file has ${info.size} bytes; a pipeline file is a page of plain values`,
        },
      ]);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof SelvedgeError) throw error;
    if (error instanceof TypeError)
      throw new InvalidSpecError([{ place: { file, line: 1, column: 1 }, message: 'the file is not UTF-8 text' }]);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new NoPipelineFileError(`there is no pipeline file ${file}.`);
    throw new SelvedgeError('io', `could not read ${file}: ${(error as Error).message}.`, { cause: error });
  }
}

/** The named pipeline file is not there: a slip of the command line, not missing data. */
export class NoPipelineFileError extends SelvedgeError {
  constructor(message: string) {
    super('not-found', message);
    this.name = 'NoPipelineFileError';
  }
}

const notAMap = (place: Place): InvalidSpecError =>
  new InvalidSpecError([{ place, message: 'need a map of fields: `version: 1`, `data: ...`, `model: ...`' }]);
