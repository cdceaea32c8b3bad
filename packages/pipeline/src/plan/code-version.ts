import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../cache/digest.js';

/** A package of ours whose code decides a step's result. */
export type CodeName =
  | 'data'
  | 'ingest'
  | 'preprocess'
  | 'compute'
  | 'classical'
  | 'networks'
  | 'engine-onnx'
  | 'engine-tfjs'
  | 'neural'
  | 'evaluate'
  /** The folder `steps` of this package. */
  | 'steps';

/** Packages whose code decides what a network learns. */
export const NEURAL_CODE: readonly CodeName[] = ['networks', 'engine-onnx', 'engine-tfjs', 'neural'];

/** Package names and the digest of their code. */
export type CodeVersions = Readonly<Record<string, string>>;

const resolve = createRequire(import.meta.url);
const known = new Map<CodeName, string>();

/**
 * Digests of the code of packages: of the files themselves, not the version number, so that a cache never outlives
 * an edit.
 */
export function codeVersions(names: readonly CodeName[]): CodeVersions {
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

function versionOf(name: CodeName): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const folder =
    name === 'steps' ? stepsFolder() : join(dirname(resolve.resolve(`@selvedge/${name}/package.json`)), 'dist');
  const version = digestOfFolder(folder).slice(0, 16);
  known.set(name, version);
  return version;
}

const stepsFolder = (): string => fileURLToPath(new URL('../steps', import.meta.url));

function digestOfFolder(folder: string): string {
  const files = codeFiles(folder).sort();
  if (files.length === 0) throw new Error(`internal: no code in ${folder}; build the packages first`);
  return sha256(...files.flatMap((file) => [`${file.slice(folder.length)}\n`, readFileSync(file)]));
}

const CODE = /(?<!\.test)(?<!\.d)\.(js|ts|wasm|json)$/;

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return codeFiles(path);
    return CODE.test(item.name) && !item.name.includes('.reference.') ? [path] : [];
  });
}
