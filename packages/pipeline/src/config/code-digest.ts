import { readFile, realpath, stat } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { sha256 } from '@selvedge/files';
import { foldersUp } from '../spec/paths.js';

/** More modules than this are not followed: no configuration file has so many. */
const MOST_FILES = 5000;

// eslint-disable-next-line selvedge/no-shared-state -- a process loads a module once: what stands in its file later is not what runs
const known = new Map<string, Promise<string>>();

/**
 * The digest of a module's code and of all that it imports: its own files byte by byte, packages below `node_modules` by name
 * and version, with those that they depend on. Packages that are links, as in a workspace, count as own files. What a module
 * reads by itself at run time, or imports under a computed name, is not seen.
 */
export function codeDigest(file: string): Promise<string> {
  const digest = known.get(file) ?? digestOf(file);
  known.set(file, digest);
  return digest;
}

/** The same for the code as it is now, whatever this process has loaded. */
export async function digestOf(file: string): Promise<string> {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const waiting = [resolve(file)];
  while (waiting.length > 0 && files.size < MOST_FILES) {
    const path = waiting.pop() as string;
    if (files.has(path)) continue;
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) continue; // Node says so when it loads it
    files.set(path, sha256(bytes));
    if (!/\.[cm]?[jt]s$/.test(path)) continue;
    for (const specifier of specifiersOf(bytes.toString('utf8'))) {
      const found = await resolved(specifier, dirname(path));
      if (found === undefined) continue;
      if ('file' in found) waiting.push(found.file);
      else await addPackage(found.root, packages);
    }
  }
  const base = dirname(resolve(file));
  const own = [...files].map(([path, digest]) => `${relativeTo(base, path)} ${digest}`).sort();
  return sha256(...own.map((line) => `${line}\n`), ...[...packages].sort().map((line) => `${line}\n`)).slice(0, 12);
}

const relativeTo = (base: string, path: string): string =>
  path.startsWith(base + sep) ? path.slice(base.length) : path;

/** What a module imports, requires or names as a file beside it. Words in comments count, too: extra names do no harm. */
function specifiersOf(code: string): readonly string[] {
  const found = code.matchAll(/\b(?:from|import|require|URL)\s*\(?\s*['"]([^'"\n]{1,300})['"]/g);
  return [...found].map(([, specifier]) => specifier);
}

type Found = { readonly file: string } | { readonly root: string };

async function resolved(specifier: string, folder: string): Promise<Found | undefined> {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return undefined;
  if (/^\.{0,2}\//.test(specifier)) return ownFile(resolve(folder, specifier));
  const name = /^(@[^/]+\/)?[^/:#]+/.exec(specifier)?.[0];
  const root = name === undefined ? undefined : await packageRoot(name, folder);
  if (root === undefined) return undefined;
  return root.includes(`${sep}node_modules${sep}`) ? { root } : ownFile(join(root, await entryOf(root)));
}

/** `require` leaves endings out. */
async function ownFile(path: string): Promise<Found | undefined> {
  for (const each of [path, `${path}.js`, `${path}.cjs`, `${path}.json`, join(path, 'index.js')]) {
    if ((await stat(each).catch(() => undefined))?.isFile()) return { file: await realpath(each) };
  }
  return undefined;
}

async function packageRoot(name: string, from: string): Promise<string | undefined> {
  for (const folder of foldersUp(from)) {
    const root = join(folder, 'node_modules', name);
    if (await stat(join(root, 'package.json')).catch(() => undefined)) return realpath(root);
  }
  return undefined;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = async (root: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}')) as Manifest;

async function entryOf(root: string): Promise<string> {
  const { exports, main = 'index.js' } = await manifestOf(root);
  return targetOf((exports as { '.'?: unknown } | undefined)?.['.'] ?? exports) ?? main;
}

/** The file behind a package's `exports`, by the conditions of Node. */
function targetOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const condition of ['node', 'import', 'default', 'require']) {
    const target = targetOf((exports as Record<string, unknown>)[condition]);
    if (target !== undefined) return target;
  }
  return undefined;
}

async function addPackage(root: string, packages: Set<string>): Promise<void> {
  const { name, version, dependencies = {} } = await manifestOf(root);
  const line = `${name}@${version}`;
  if (packages.has(line)) return;
  packages.add(line);
  for (const other of Object.keys(dependencies)) {
    const found = await packageRoot(other, root);
    if (found !== undefined) await addPackage(found, packages);
  }
}
