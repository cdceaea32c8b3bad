import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const TEN_MINUTES = 600_000;

/** Runs a program to its end; a failure's message holds the command and all that it printed. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: '0', ...env }, // Nx asks programs for colours; examples print plain text
      maxBuffer: 1 << 26,
      timeout: TEN_MINUTES,
      shell: process.platform === 'win32', // npm, pnpm and yarn are .cmd files there
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr || message}`);
  }
}
