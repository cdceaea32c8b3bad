import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify, stripVTControlCharacters } from 'node:util';
import { nxEnvironment } from './nx-environment.js';

const execute = promisify(execFile);
const NX = createRequire(import.meta.url).resolve('nx');

/** Runs the targets of every project of a workspace; the names of the tasks that did not come out of the cache, sorted. */
export async function runTasks(workspace: string, targets: readonly string[]): Promise<string[]> {
  const { stdout } = await execute(process.execPath, [NX, 'run-many', '-t', ...targets, '--output-style=static'], {
    cwd: workspace,
    env: nxEnvironment(workspace),
    maxBuffer: 1 << 28,
  }).catch(({ stdout = '', stderr }: { stdout?: string; stderr: string }) => {
    throw new Error(`${problemsIn(stdout)}\n${stripVTControlCharacters(stderr)}`);
  });
  return stdout
    .split('\n')
    .map((line) => /^> nx run (\S+)(.*)$/.exec(stripVTControlCharacters(line)))
    .filter((match) => match !== null && !match[2]?.includes('cache'))
    .map((match) => match?.[1] ?? '')
    .sort();
}

/** Of thousands of lines those about what went wrong. */
const problemsIn = (output: string): string =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => /^\s*● |^ *FAIL|error TS|✖|: error|Expected|Received|Exceeded timeout/.test(line))
    .join('\n');
