import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where a pipeline's files may lie. */
export interface PathRules {
  /** The project: files of a pipeline lie inside it. */
  readonly projectDirectory: string;
  /** Paths that lead out of the project were asked for: absolute ones, those through `..`, and links. */
  readonly allowOutside?: boolean;
  /** Files that are not there are problems of the pipeline file. */
  readonly mustExist?: boolean;
}

/** The folder, made absolute, and those above it up to the root. */
export function foldersUp(folder: string): string[] {
  const found: string[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    found.push(at);
    if (at === dirname(at)) return found;
  }
}

/**
 * The nearest folder above with an `nx.json` or a `.git`, else the nearest with a `package.json`, else the folder.
 */
export function findProject(folder: string): string {
  const above = foldersUp(folder);
  const holds = (name: string) => above.find((each) => existsSync(join(each, name)));
  return holds('nx.json') ?? holds('.git') ?? holds('package.json') ?? resolve(folder);
}

/**
 * The file that a pipeline names, seen from `folder`.
 *
 * Refused are addresses (`file:`, `https:`), escapes (`%2e`) and control characters; and, unless it was asked for, whatever
 * leads out of the project, also through a link, and absolute paths.
 *
 * @returns the absolute path, or why it is refused
 */
export function resolvePath(
  text: string,
  folder: string,
  rules: PathRules,
): { readonly path: string } | { readonly refused: string } {
  if (text.length > 4096) return { refused: 'it is longer than 4,096 characters' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\0-\x1f]/.test(text)) return { refused: 'it contains control characters' };
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return { refused: 'it is an address; files only' };
  if (/%[0-9a-f]{2}/i.test(text)) return { refused: 'it contains percent escapes' };
  const foreign = /^[a-z]:/i.test(text) || text.includes('\\');
  if (foreign && sep === '/') return { refused: 'it is written for Windows; use forward slashes' };
  if (isAbsolute(text)) {
    if (rules.allowOutside) return { path: resolve(text) };
    return { refused: 'it is absolute. Write it relative to this file, or allow such paths with --allow-outside' };
  }
  const path = resolve(folder, text);
  if (rules.allowOutside) return { path };
  const project = realPath(rules.projectDirectory);
  const within = relative(project, realPath(path));
  if (within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) {
    return {
      refused: `it leads out of the project (${rules.projectDirectory}). Keep the file in the project, or allow such paths with --allow-outside`,
    };
  }
  return { path };
}

/** The path with the links of its existing part resolved. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), relative(above, path));
  }
}
