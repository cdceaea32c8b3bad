import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Times } from './measured.js';
import { pythonScript } from './python-script.js';

/** What every script prints. */
export interface Measured {
  readonly peer: string;
  readonly threads: number;
  readonly peakMb: number;
  readonly fit: Times;
  readonly predict?: Times;
  readonly accuracy?: number | null;
  readonly loss?: number | null;
}

export type Argument = string | number;

/**
 * Runs a script of this folder, of ours (`.js`) or of a peer (`.py`), in a process of its own.
 *
 * @param command - Node or a Python with the packages of requirements.txt
 */
export function measureScript<T extends object>(
  command: string,
  script: string,
  args: readonly Argument[],
): Measured & T {
  const path = script.endsWith('.py') ? pythonScript(script) : join(import.meta.dirname, script);
  return JSON.parse(
    execFileSync(command, [path, ...args.map(String)], {
      env: { ...process.env, PYTHONWARNINGS: 'ignore', PYTHONPATH: pythonScript('') },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    }),
  );
}
