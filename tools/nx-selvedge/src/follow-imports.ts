import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const MOST_FILES = 512;

/**
 * A module and all that it names: modules and data beside it, however they are read, and packages of the workspace, which
 * lie as links in `node_modules` and count whole (with a slash at the end). Paths are relative to the workspace. Extra names
 * cost a run, a missing one is a stale report: every text that is a file's name counts, but for those that a call writes.
 */
export async function followImports(workspaceRoot: string, first: string): Promise<readonly string[]> {
  const found = new Set<string>([first]);
  // A module that is a link finds what it imports beside the file that it leads to.
  const waiting = [await realpath(resolve(workspaceRoot, first)).catch(() => resolve(workspaceRoot, first))];
  const within = (path: string): string => relative(workspaceRoot, path).split(sep).join('/');
  while (waiting.length > 0 && found.size < MOST_FILES) {
    const path = waiting.pop() as string;
    found.add(within(path));
    if (!/\.[cm]?[jt]s$/.test(path)) continue;
    const code = await readFile(path, 'utf8').catch(() => '');
    for (const name of namesIn(code)) {
      const file = await fileOf(dirname(path), name);
      if (file !== undefined && !found.has(within(file))) waiting.push(file);
      else if (file === undefined)
        for (const root of await linkedPackage(dirname(path), name)) found.add(`${within(root)}/`);
    }
  }
  return [...found];
}

const TEXT = /(['"`])([^'"`$\n]{1,300})\1/g;
const WRITTEN = /\b(?:write|append|mkdir|rm|createWriteStream)\w*\s*\([^;\n]{0,300}/gi;

/** Texts, and paths of several parts: `join(here, 'data', 'weights.bin')`. */
function namesIn(code: string): ReadonlySet<string> {
  const read = code.replace(WRITTEN, '');
  const names = [...read.matchAll(TEXT)].map(([, , name]) => name);
  const joined = [...read.matchAll(/\b(?:join|resolve)\s*\(([^;\n]{0,300})/g)].flatMap(([, rest]) => {
    const parts = [...rest.matchAll(TEXT)].map(([, , name]) => name).slice(0, 8);
    return parts.flatMap((_, start) =>
      parts.slice(start + 1).map((__, more) => parts.slice(start, start + more + 2).join('/')),
    );
  });
  return new Set([...names, ...joined]);
}

/** `require` leaves endings out. */
async function fileOf(folder: string, name: string): Promise<string | undefined> {
  if (name.includes('\0') || posix.basename(name) === '') return undefined;
  const path = resolve(folder, name.replace(/[?#].*$/, ''));
  const endings = name.startsWith('.') ? ['', '.js', '.cjs', '.json', '/index.js'] : [''];
  for (const ending of endings)
    if ((await stat(path + ending).catch(() => undefined))?.isFile()) return realpath(path + ending);
  return undefined;
}

/** Of a package that is a link to a folder of ours: those that are installed are in the lock file. */
async function linkedPackage(folder: string, specifier: string): Promise<readonly string[]> {
  const [name] = /^(@[\w.~-]+\/)?[\w.~-]+/.exec(specifier) ?? [];
  if (name === undefined || specifier.startsWith('.')) return [];
  for (let above = folder; ; above = dirname(above)) {
    const root = await realpath(join(above, 'node_modules', name)).catch(() => undefined);
    if (root !== undefined) return root.includes(`${sep}node_modules${sep}`) ? [] : [root];
    if (above === dirname(above)) return [];
  }
}
