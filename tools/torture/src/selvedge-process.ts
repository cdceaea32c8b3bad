import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/selvedge.js', import.meta.url));

/** What a process of the command came to. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly stdout: string;
  readonly milliseconds: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the installed command in a folder, with a home of its own. */
export function startSelvedge(
  folder: string,
  words: readonly string[],
  {
    limitMs = 120_000,
    env = {},
    execArgv = [],
  }: { limitMs?: number; env?: NodeJS.ProcessEnv; execArgv?: readonly string[] } = {},
): Started {
  const began = performance.now();
  const child = spawn(process.execPath, [...execArgv, COMMAND, ...words, '--no-color'], {
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, SELVEDGE_DATA: '', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, milliseconds: performance.now() - began });
    });
  });
  return { child, ended };
}
