import { readFile } from 'node:fs/promises';
import swc from '@swc/core';

/**
 * Runs the first TypeScript block of a README and compares what it prints with what its comments say: every
 * `console.log(x); // text` must print that text (`// ...` at the end of the text stands for anything).
 *
 * @param {URL} readme - the README
 * @param {(name: string) => Promise<object>} load - `(name) => import(name)` of the test, so that Jest resolves it
 * @returns {Promise<{ printed: string[], expected: string[] }>}
 */
export async function runReadmeExample(readme, load) {
  return runExample(readme, /```ts\n([\s\S]*?)```/.exec(await readFile(readme, 'utf8'))?.[1], load);
}

/**
 * Runs all TypeScript blocks of a guide as one program.
 *
 * @param {URL} guide - the guide
 * @param {(name: string) => Promise<object>} load - as for `runReadmeExample`
 * @returns {Promise<{ printed: string[], expected: string[] }>}
 */
export async function runGuide(guide, load) {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block);
  return runExample(guide, blocks.join('\n') || undefined, load);
}

async function runExample(readme, example, load) {
  if (!example) throw new Error(`${readme.pathname}: no TypeScript example`);
  const dynamic = example.replace(
    /import \{([\s\S]*?)\} from '(.+?)';/g,
    (_, names, from) =>
      `const {${names.replace(/\btype\s+\w+,?/g, '').replace(/ as /g, ': ')}} = await load('${from}');`,
  );
  const { code } = await swc.transform(`export default async (load, console) => {${dynamic}}`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} };
  new Function('module', 'exports', code)(module, module.exports);
  const printed = [];
  const log = (...values) =>
    printed.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
  await module.exports.default(load, { log });
  const expected = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, text]) => text);
  return { printed, expected };
}
