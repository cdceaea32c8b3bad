import { main } from '@selvedge/cli';

/** What the command printed and ended with. */
export class Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(exitCode: number, stdout: string, stderr: string) {
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** Runs the `selvedge` command in a folder, without a process of its own: thousands of files are read by each reader. */
export async function command(folder: string, words: readonly string[]): Promise<Printed> {
  const before = process.cwd();
  const streams = [process.stdout, process.stderr] as const;
  const writes = streams.map((stream) => stream.write);
  let stdout = '';
  let stderr = '';
  process.chdir(folder);
  process.exitCode = undefined;
  // Every call of the command adds what it does about a closed pipe.
  for (const stream of streams) stream.setMaxListeners(0);
  process.stdout.write = (text: string | Uint8Array) => {
    stdout += String(text);
    return true;
  };
  process.stderr.write = (text: string | Uint8Array) => {
    stderr += String(text);
    return true;
  };
  try {
    const exitCode = await main(['node', 'selvedge', ...words, '--no-color']);
    return new Printed(exitCode, stdout, stderr);
  } finally {
    for (const [at, stream] of streams.entries()) {
      stream.write = writes[at];
      stream.removeAllListeners('error');
    }
    process.exitCode = undefined;
    process.chdir(before);
  }
}
