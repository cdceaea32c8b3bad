import { stat } from 'node:fs/promises';
import { isAbsolute, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';

/**
 * Paths with the files that patterns match in their place, as a shell does it: for patterns in quotes, for more files
 * than a command line holds, and for Windows. `*`, `?`, `[a-z]` and `{jpg,png}` stay within a folder, `**` goes through
 * all below; hidden files are left out. What exists under its very name is no pattern. Numbers in names are ordered by value.
 *
 * @throws SelvedgeError `not-found` for a pattern that no file matches
 */
export async function expandInputs(inputs: readonly string[]): Promise<readonly string[]> {
  const expanded = await Promise.all(inputs.map((input) => filesOf(input)));
  return expanded.flat();
}

const PATTERN = /[*?[{]/;

async function filesOf(input: string): Promise<readonly string[]> {
  const exists = async (): Promise<boolean> => (await stat(input).catch(() => undefined)) !== undefined;
  if (!PATTERN.test(input) || (await exists())) return [input];
  const { glob } = await import('tinyglobby');
  const pattern = sep === '\\' ? input.replaceAll('\\', '/') : input;
  const found = await glob(pattern, { expandDirectories: false, absolute: isAbsolute(input) });
  if (found.length === 0) throw noMatch(input);
  return found.sort(byName);
}

const collator = new Intl.Collator('en', { numeric: true });
const byName = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);

const noMatch = (pattern: string): SelvedgeError =>
  new SelvedgeError(
    'not-found',
    `--input: no file matches '${pattern}'. * stands for any name in a folder, ** for any folders, as in 'photos/**/*.jpg'; capitals count.`,
  );
