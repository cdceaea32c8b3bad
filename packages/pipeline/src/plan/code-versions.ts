import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CodeVersions, codeVersions as versionsOfFolders } from '@selvedge/workflow';

/** A package of ours whose code decides a step's result. */
export type CodeName =
  | 'data'
  | 'component'
  | 'ingest'
  | 'preprocess'
  | 'compute'
  | 'classical'
  | 'mljs'
  | 'networks'
  | 'engine-onnx'
  | 'engine-tfjs'
  | 'neural'
  | 'evaluate'
  /** The folder `steps` of this package. */
  | 'steps';

/** Packages whose code decides what a network learns. */
export const NEURAL_CODE: readonly CodeName[] = ['networks', 'engine-onnx', 'engine-tfjs', 'neural'];

/** Digests of the code of packages: what a step's key says of them. */
export function codeVersions(names: readonly CodeName[]): CodeVersions {
  return versionsOfFolders(Object.fromEntries(names.map((name) => [name, folderOf(name)])));
}

const resolve = createRequire(import.meta.url);

const folderOf = (name: CodeName): string =>
  name === 'steps'
    ? fileURLToPath(new URL('../steps', import.meta.url))
    : join(dirname(resolve.resolve(`@selvedge/${name}/package.json`)), 'dist');
