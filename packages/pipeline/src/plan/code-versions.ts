import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { codeVersions as versionsOfFolders } from '@selvedge/workflow';
import type { CodeVersions } from '@selvedge/workflow/types';
import { ownCode } from './own-code.js';

/** A package of ours whose code decides a step's result. */
export type CodeName =
  | 'data'
  | 'component'
  | 'ingest'
  | 'preprocess'
  | 'compute'
  | 'classical'
  | 'networks'
  | 'neural'
  | 'evaluate'
  | 'resample'
  | EngineCode
  /** This package, as far as it decides what steps compute: its folders `steps`, `registry` and `plan`. */
  | 'steps';

/** Packages that compute models; optional peers, so that only those that a pipeline uses have to be installed. */
export type EngineCode = 'mljs' | 'engine-onnx' | 'engine-tfjs';

const ENGINES: readonly EngineCode[] = ['mljs', 'engine-onnx', 'engine-tfjs'];

/**
 * Digests of the code of packages: what a step's key says of them.
 *
 * @throws SelvedgeError `unsupported` for an engine that is not installed
 */
export function codeVersions(names: readonly CodeName[]): CodeVersions {
  const others = names.filter((name) => name !== 'steps').map((name) => [name, folderOf(name)] as const);
  return {
    ...versionsOfFolders(Object.fromEntries(others)),
    ...(names.includes('steps') && ownVersions()),
  };
}

// eslint-disable-next-line selvedge/no-shared-state -- of code that is loaded already: what stands in a file meanwhile is not what runs
let own: CodeVersions | undefined;

function ownVersions(): CodeVersions {
  own ??= ownCode(filesOf(require.resolve('@selvedge/pipeline/package.json')));
  return own;
}

/** The engines that are installed. */
export const installedEngines = (): EngineCode[] => ENGINES.filter(isInstalled);

/**
 * The packages that compute a model: its own, and the engine that it runs on.
 *
 * @param family - the package of the model
 * @param engine - as the pipeline file has it
 */
export function modelCode(family: 'classical' | 'neural', engine: unknown): readonly CodeName[] {
  if (family === 'neural') return ['networks', engine === 'tfjs' ? 'engine-tfjs' : 'engine-onnx', family];
  return engine === 'mljs' ? [family, 'mljs'] : [family];
}

const require = createRequire(import.meta.url);

function folderOf(name: CodeName): string {
  try {
    return filesOf(manifestOf(name));
  } catch (cause) {
    if (!isEngine(name)) throw cause;
    throw notInstalled(name, cause);
  }
}

/** The files of a package that Node loads. */
const filesOf = (manifest: string): string => join(dirname(manifest), 'dist', 'node');

function isInstalled(name: EngineCode): boolean {
  try {
    manifestOf(name);
    return true;
  } catch {
    return false;
  }
}

// eslint-disable-next-line selvedge/no-shared-state -- where installed packages lie, which no run changes
const manifests = new Map<CodeName, string>();

/** Every step asks for these, and Node looks at a dozen folders each time. */
function manifestOf(name: CodeName): string {
  const found = manifests.get(name) ?? require.resolve(`@selvedge/${name}/package.json`);
  manifests.set(name, found);
  return found;
}

const isEngine = (name: CodeName): name is EngineCode => (ENGINES as readonly string[]).includes(name);

/** What a file names to run on each engine, and what else does without it. */
const USES: Readonly<Record<EngineCode, readonly [use: string, instead: string]>> = {
  mljs: ["engine 'mljs' of a model", 'leave engine out'],
  'engine-onnx': ["a neural model with engine 'onnx' or none", 'write engine: tfjs with @selvedge/engine-tfjs'],
  'engine-tfjs': ["a neural model with engine 'tfjs'", 'leave engine out with @selvedge/engine-onnx'],
};

function notInstalled(name: EngineCode, cause: unknown): SelvedgeError {
  const [use, instead] = USES[name];
  return new SelvedgeError(
    'unsupported',
    `pipeline: ${use} needs the package @selvedge/${name}, which is not installed: ` +
      `\`npm install @selvedge/${name}\`, or ${instead}.`,
    { cause },
  );
}
