import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform } from 'node:os';
import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';

const [major] = process.versions.node.split('.');

/** What computes: the family of a model, its engine, and for networks the threads of each step. */
export interface Computing {
  readonly family: 'classical' | 'neural';
  readonly engine?: unknown;
  readonly threads?: number;
  /** Whether anything runs on ONNX Runtime; default true. */
  readonly usesRuntime?: boolean;
}

/**
 * What of the machine decides the bits of a result: the JavaScript engine's arithmetic library, the processor's
 * instructions, ONNX Runtime and its version where it computes, the packages behind another engine, and for neural networks the number of
 * threads (sums round otherwise).
 */
export function machineIdentity({ family, engine, threads, usesRuntime = true }: Computing): Json {
  return {
    node: major,
    platform: `${platform()}-${arch()}`,
    processor: processorFeatures(),
    ...(usesRuntime && { runtime: runtimeVersion() }),
    ...(engine === 'mljs' && { mljs: versionsOf('@selvedge/mljs', MLJS) }),
    ...(engine === 'tfjs' && {
      tfjs: { backend: process.env['SELVEDGE_TFJS'] ?? '', ...versionsOf('@selvedge/engine-tfjs', TFJS) },
    }),
    ...(family === 'neural' && threads !== undefined && { threads }),
  };
}

const MLJS = ['ml-cart', 'ml-knn', 'ml-logistic-regression', 'ml-matrix', 'ml-random-forest'];
const TFJS = ['tfjs-node-gpu', 'tfjs-node', 'tfjs-core', 'tfjs-layers', 'tfjs-backend-wasm', 'tfjs-backend-cpu'].map(
  (name) => `@tensorflow/${name}`,
);

/** Instructions that ONNX Runtime and TensorFlow.js choose their kernels by: other kernels add in another order. */
const DECISIVE = /^(avx|avx2|avx_vnni|avx512\w*|fma|f16c|sse4_[12]|amx\w*|asimd\w*|fphp|sve\w*|bf16|i8mm)$/;

// eslint-disable-next-line selvedge/no-shared-state -- of the machine, which no run changes
let processor: string | undefined;

/** On Linux the decisive instructions; elsewhere Node knows the processor's name alone. */
function processorFeatures(): string {
  if (processor !== undefined) return processor;
  const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readText('/proc/cpuinfo') ?? '')?.[1];
  processor = flags === undefined ? (cpus()[0]?.model ?? 'unknown') : featuresDigest(flags);
  return processor;
}

const featuresDigest = (flags: string): string => {
  const decisive = flags.split(' ').filter((flag) => DECISIVE.test(flag));
  return sha256(decisive.sort().join(' ')).slice(0, 12);
};

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The build that `SELVEDGE_RUNTIME` names, else the one that is loaded without it. */
function runtimeVersion(): string {
  const names = process.env['SELVEDGE_RUNTIME'] === 'web' ? ['web'] : ['node', 'web'];
  for (const name of names) {
    const version = readVersion('@selvedge/compute', `onnxruntime-${name}`);
    if (version !== undefined) return `onnxruntime-${name} ${version}`;
  }
  return 'none';
}

/** Versions of the packages that compute, ours first, where they are installed. */
export function installedVersions(): Readonly<Record<string, string>> {
  const own = versionsOf('@selvedge/pipeline', ['@selvedge/pipeline']);
  const runtimes = versionsOf('@selvedge/compute', ['onnxruntime-node', 'onnxruntime-web']);
  return {
    ...own,
    ...runtimes,
    ...versionsOf('@selvedge/mljs', MLJS),
    ...versionsOf('@selvedge/engine-tfjs', TFJS),
  };
}

const versionsOf = (owner: string, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const version = readVersion(owner, name);
      return version === undefined ? [] : [[name, version]];
    }),
  );

// eslint-disable-next-line selvedge/no-shared-state -- of packages that are installed, which no run changes
const versions = new Map<string, string | undefined>();

/** The version of a package as another one finds it; undefined where it is not installed. */
function readVersion(owner: string, name: string): string | undefined {
  const id = `${owner} ${name}`;
  if (!versions.has(id)) versions.set(id, installedVersion(owner, name));
  return versions.get(id);
}

function installedVersion(owner: string, name: string): string | undefined {
  try {
    const here = createRequire(import.meta.url);
    const theirs = createRequire(here.resolve(`${owner}/package.json`));
    return (theirs(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
