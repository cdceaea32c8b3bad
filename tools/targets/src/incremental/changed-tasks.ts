import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { nxEnvironment } from './nx-environment.js';

/** What a change of a package runs. */
export const TARGETS = ['lint', 'typecheck', 'build', 'test', 'pack', 'packed'] as const;

const COMMAND = resolve(import.meta.dirname, '../../dist/incremental/hash-command.js');
const execute = promisify(execFile);

/** Hash of every task of a workspace, by its name, such as `evaluate:build`. */
export async function taskHashes(
  workspace: string,
  targets: readonly string[] = TARGETS,
): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await execute(process.execPath, [COMMAND, ...targets], {
    cwd: workspace,
    env: nxEnvironment(workspace),
    maxBuffer: 1 << 26,
  });
  return new Map(Object.entries(JSON.parse(stdout)));
}

/** The tasks that Nx would not read from its cache, sorted. */
export function changedTasks(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after.keys()].filter((name) => before.get(name) !== after.get(name)).sort();
}
