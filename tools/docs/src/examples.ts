import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const WORKSPACE: string = fileURLToPath(new URL('../../../', import.meta.url));

/** TypeScript that a document shows, as a reader pastes it into one file. */
export interface Example {
  /** Relative to the workspace, and in a README with several the position of the block. */
  readonly name: string;
  readonly code: string;
}

/** Documents whose code readers paste: the README of the workspace and of every package, and the guides. */
export function documents(): readonly string[] {
  const packages = readdirSync(join(WORKSPACE, 'packages')).map((name) => `packages/${name}/README.md`);
  const guides = readdirSync(join(WORKSPACE, 'docs/guides')).map((name) => `docs/guides/${name}`);
  return ['README.md', ...packages, ...guides.filter((name) => name.endsWith('.md'))];
}

/** Of every document: the blocks of a guide follow each other in one file, those of a README stand alone. */
export function typescriptExamples(): readonly Example[] {
  return documents().flatMap((document) => {
    const blocks = blocksOf(readFileSync(join(WORKSPACE, document), 'utf8'), 'ts');
    if (blocks.length === 0) return [];
    if (document.startsWith('docs/guides/')) return [{ name: document, code: blocks.join('\n') }];
    return blocks.map((code, at) => ({ name: at === 0 ? document : `${document} (block ${at + 1})`, code }));
  });
}

/** The fenced blocks of a language, in their order. */
export function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}
