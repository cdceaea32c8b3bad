import { cpus, platform, release, totalmem } from 'node:os';
import { codeVersions, installedEngines } from '../plan/code-versions.js';
import { installedVersions, machineIdentity } from '../plan/machine.js';

/** Where a run happened. Plain JSON; nothing of the user's environment variables is in it. */
export interface Environment {
  readonly node: string;
  readonly system: string;
  readonly processors: number;
  readonly processor: string;
  readonly memoryBytes: number;
  /** That each step uses. */
  readonly threads: number;
  /** Of the packages that compute, as they are installed. */
  readonly versions: Readonly<Record<string, string>>;
  readonly identity: unknown;
  readonly code: Readonly<Record<string, string>>;
}

/** @param threads - that each step uses */
export function environment(threads: number): Environment {
  const processors = cpus();
  return {
    node: process.version,
    system: `${platform()} ${release()}`,
    processors: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    threads,
    versions: installedVersions(),
    identity: machineIdentity({ family: 'neural', threads }),
    code: codeVersions([
      'data',
      'component',
      'ingest',
      'preprocess',
      'compute',
      'classical',
      'networks',
      'neural',
      ...installedEngines(),
      'evaluate',
      'resample',
      'steps',
    ]),
  };
}
