import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from './public-packages.js';

/**
 * Refuses dependencies that nobody needs: each is imported by what the package ships, or is a peer of another dependency,
 * which is how `engine-onnx` brings ONNX Runtime to `compute`.
 *
 * @param modules - the `node_modules` where the package lies, installed
 * @throws Error that names what is not imported
 */
export async function checkDependencies(
  { name, dependencies = {}, optionalDependencies = {} }: Manifest,
  modules: string,
): Promise<void> {
  const names = [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
  const code = await shippedCode(join(modules, name));
  const beside = await modulesAround(join(modules, name), name);
  const peers = new Set((await Promise.all(names.map((one) => peersOf(join(beside, one))))).flat());
  const unused = names.filter((one) => !isImported(code, one) && !peers.has(one));
  if (unused.length > 0) throw new Error(`${name} depends on ${unused.join(', ')} and imports none of it`);
}

/** Imports, `require.resolve`, and declarations name a package in quotes, with or without a path. */
const isImported = (code: string, name: string): boolean =>
  ["'", '"', '`'].some((quote) => code.includes(`${quote}${name}${quote}`) || code.includes(`${quote}${name}/`));

async function shippedCode(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(js|d\.ts)$/.test(entry.name));
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n');
}

/** The `node_modules` that a package finds its dependencies in: with pnpm another than that of the project. */
async function modulesAround(folder: string, name: string): Promise<string> {
  return join(await realpath(folder), ...name.split('/').map(() => '..'));
}

async function peersOf(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}'); // optional, and not there
  const { peerDependencies = {} } = JSON.parse(text) as Partial<Manifest>;
  return Object.keys(peerDependencies);
}
