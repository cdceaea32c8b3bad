import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@selvedge/files';
import { namedModules } from './named-modules.js';
import { type Manifest, PackageLookups } from './package-lookups.js';
import { targetsOf } from './package-targets.js';

/** More modules than this are not followed: no configuration file has so many. */
const MOST_FILES = 5000;

// eslint-disable-next-line selvedge/no-shared-state -- a process loads a module once: what stands in its file later is not what runs
const known = new Map<string, Promise<string>>();

/**
 * The digest of a module's code and of all that it imports: its own files byte by byte, packages below `node_modules` by name
 * and version, with those that they depend on. Packages that are links, as in a workspace, and those without a version count as own files. Files that are
 * read by a call which names them count, beside the module or beside the first one; what a module finds by a computed name
 * is not seen.
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
  const lookups = new PackageLookups();
  // A module that is a link finds what it imports beside the file that it leads to.
  const first = await realpath(file).catch(() => resolve(file));
  const base = dirname(first);
  const folders = [...new Set([base, dirname(resolve(file))])];
  const visit = async (path: string): Promise<readonly string[]> => {
    if (!/\.[cm]?[jt]s$/.test(path)) {
      files.set(path, await digestOfBytes(path));
      return [];
    }
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) return []; // Node says so when it loads it
    files.set(path, sha256(bytes));
    const named = namedModules(bytes.toString('utf8'));
    const found = await Promise.all([...new Set(named.modules)].map((name) => resolved(name, dirname(path), lookups)));
    const read = [...new Set(named.files)].flatMap((name) =>
      [dirname(path), ...folders].map((each) => resolve(each, name)),
    );
    const next = (await Promise.all(read.map(wholeFile))).flat();
    for (const each of found.flat()) {
      if ('file' in each) next.push(each.file);
      else await addPackage(each.root, packages, lookups);
    }
    return next;
  };
  let waiting: readonly string[] = [first];
  while (waiting.length > 0 && files.size < MOST_FILES) {
    const next = await Promise.all(waiting.map(visit));
    waiting = [...new Set(next.flat())].filter((path) => !files.has(path));
  }
  const own = [...files].map(([path, digest]) => `${relativeTo(base, path)} ${digest}`).sort();
  return sha256(...own.map((line) => `${line}\n`), ...[...packages].sort().map((line) => `${line}\n`)).slice(0, 12);
}

const relativeTo = (base: string, path: string): string =>
  path.startsWith(base + sep) ? path.slice(base.length) : path;

/** Of a file that may be large. */
async function digestOfBytes(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch {
    return 'unreadable'; // whoever reads it says why
  }
}

type Found = { readonly file: string } | { readonly root: string };

async function resolved(specifier: string, folder: string, lookups: PackageLookups): Promise<readonly Found[]> {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return [];
  if (specifier.startsWith('file:')) return asFiles(pathOf(specifier));
  if (/^\.{0,2}\//.test(specifier)) return asFiles(await ownFile(folder, specifier));
  const [name] = /^(@[^/]+\/)?[^/:]+/.exec(specifier) ?? [];
  if (name === undefined) return [];
  const own = await lookups.ownPackage(folder);
  if (own && specifier.startsWith('#'))
    return asFiles(...filesOf(own.root, targetsOf(own.manifest.imports, specifier)));
  const within = `.${specifier.slice(name.length)}`;
  if (own?.manifest.name === name) return asFiles(...entriesOf(own.root, own.manifest, within));
  const root = await lookups.packageRoot(name, folder);
  if (root === undefined) return [];
  const manifest = await lookups.manifestOf(root);
  const isInstalled = root.includes(`${sep}node_modules${sep}`) && manifest.version !== undefined;
  return isInstalled ? [{ root }] : asFiles(...entriesOf(root, manifest, within));
}

async function asFiles(...paths: readonly string[]): Promise<readonly Found[]> {
  const found = await Promise.all(paths.map(wholeFile));
  return found.flat().map((file) => ({ file }));
}

/** The path of an address, or none. */
function pathOf(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    return '';
  }
}

/** The file that a name beside a module means: as it is written, or as an address with a query and escapes. */
async function ownFile(folder: string, specifier: string): Promise<string> {
  const path = resolve(folder, specifier);
  if ((await wholeFile(path)).length > 0 || !/[?#%]/.test(specifier)) return path;
  return pathOf(new URL(specifier.replace(/[?#].*$/, ''), `file://${folder}/`).href);
}

/** `require` leaves endings out. */
async function wholeFile(path: string): Promise<readonly string[]> {
  for (const each of [path, `${path}.js`, `${path}.cjs`, `${path}.json`, join(path, 'index.js')]) {
    if ((await stat(each).catch(() => undefined))?.isFile()) return [await realpath(each)];
  }
  return [];
}

/** Files behind `.` or `./part` of a package. */
function entriesOf(root: string, { exports, main = 'index.js' }: Manifest, within: string): readonly string[] {
  if (exports !== undefined) return filesOf(root, targetsOf(exports, within));
  return [join(root, within === '.' ? main : within)];
}

const filesOf = (root: string, targets: readonly string[]): readonly string[] =>
  targets.filter((target) => target.startsWith('./')).map((target) => join(root, target));

async function addPackage(root: string, packages: Set<string>, lookups: PackageLookups): Promise<void> {
  const { name, version, dependencies, peerDependencies, optionalDependencies } = await lookups.manifestOf(root);
  const line = `${name}@${version}`;
  if (packages.has(line)) return;
  packages.add(line);
  for (const other of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
    const found = await lookups.packageRoot(other, root);
    if (found !== undefined) await addPackage(found, packages, lookups);
  }
}
