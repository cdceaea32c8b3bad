import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import type { Json } from '@selvedge/data';

const [major] = process.versions.node.split('.');

/**
 * What of the machine decides the bits of a result: the JavaScript engine's arithmetic library, the processor's
 * family, and for neural networks the number of threads (sums round otherwise).
 */
export function machineIdentity(family: 'classical' | 'neural', threads: number): Json {
  return {
    node: major,
    platform: `${platform()}-${arch()}`,
    runtime: runtimeVersion(),
    ...(family === 'neural' && { threads }),
  };
}

// eslint-disable-next-line selvedge/no-shared-state -- the version that is installed, which no run changes
let runtime: string | undefined;

function runtimeVersion(): string {
  runtime ??= readVersion('onnxruntime-node') ?? readVersion('onnxruntime-web') ?? 'none';
  return runtime;
}

function readVersion(name: string): string | undefined {
  try {
    const here = createRequire(import.meta.url);
    const compute = createRequire(here.resolve('@selvedge/compute/package.json'));
    const { version } = compute(`${name}/package.json`) as { version: string };
    return `${name} ${version}`;
  } catch {
    return undefined;
  }
}
