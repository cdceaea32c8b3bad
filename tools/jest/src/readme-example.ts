import { readFile } from 'node:fs/promises';
import swc from '@swc/core';

/** What an example printed, and what its comments say that it prints. */
export interface ExampleOutput {
  readonly printed: string[];
  readonly expected: string[];
}

/** `(name) => import(name)` of the test, so that Jest resolves it. */
export type LoadPackage = (name: string) => Promise<object>;

/**
 * Runs the first TypeScript block of a README and compares what it prints with what its comments say: every
 * `console.log(x); // text` must print that text (`// ...` at the end of the text stands for anything).
 */
export async function runReadmeExample(readme: URL, load: LoadPackage): Promise<ExampleOutput> {
  return runExample(readme, /```ts\n([\s\S]*?)```/.exec(await readFile(readme, 'utf8'))?.[1], load);
}

/** Runs all TypeScript blocks of a guide as one program. */
export async function runGuide(guide: URL, load: LoadPackage): Promise<ExampleOutput> {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
  return runExample(guide, blocks.join('\n') || undefined, load);
}

type ExampleProgram = (load: LoadPackage, console: { log(...values: unknown[]): void }) => Promise<void>;

async function runExample(readme: URL, example: string | undefined, load: LoadPackage): Promise<ExampleOutput> {
  if (!example) throw new Error(`${readme.pathname}: no TypeScript example`);
  // Types, which stand at the top of a file alone.
  const statements = example.replace(/^declare module [\s\S]*?^}$|^import type [\s\S]*? from '.+?';$/gm, '');
  const dynamic = statements.replace(
    /import \{([\s\S]*?)\} from '(.+?)';/g,
    (_, names: string, from: string) =>
      `const {${names.replace(/\btype\s+\w+,?/g, '').replace(/ as /g, ': ')}} = await load('${from}');`,
  );
  const { code } = await swc.transform(`export default async (load, console) => {${dynamic}}`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} as { default?: ExampleProgram } };
  new Function('module', 'exports', code)(module, module.exports);
  const printed: string[] = [];
  const log = (...values: unknown[]) => {
    printed.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
  };
  await module.exports.default?.(load, { log });
  const expected = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, text]) => text ?? '');
  return { printed, expected };
}
