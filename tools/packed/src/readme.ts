import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a README promises: what to install, what to write, what that prints. */
export interface Readme {
  /** What its first `npm install` line names: the package, and the peers that its example needs. */
  readonly install: readonly string[];
  /** Its first TypeScript block. */
  readonly example: string | undefined;
  /** The packages that the example imports. */
  readonly imports: readonly string[];
  /** The comments behind the example's `console.log` lines. */
  readonly prints: readonly string[];
}

/** Reads the README of a package's folder. */
export async function readReadme(folder: string): Promise<Readme> {
  return parseReadme(await readFile(join(folder, 'README.md'), 'utf8'));
}

/** Finds the three in a README's text. */
export function parseReadme(text: string): Readme {
  const [, names = ''] = /```sh\nnpm install (?:--save-dev )?([^#\n]*)/.exec(text) ?? [];
  const [, example] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const specifiers = [...(example ?? '').matchAll(/ from '([^'.:]+)'/g)].map(([, specifier]) => specifier ?? '');
  const imports = new Set(specifiers.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier));
  const prints = [...(example ?? '').matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, print]) => print ?? '');
  return { install: names.split(' ').filter((name) => name !== ''), example, imports: [...imports], prints };
}
