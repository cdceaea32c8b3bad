import { SelvedgeError } from '@selvedge/data';
import { isSystemError, writeError } from '@selvedge/files/steps';
import { CommanderError } from 'commander';
import { DataError, EXIT, exitCodeOf, RunError, UsageError } from './exit-codes.js';
import { createProgram } from './program.js';
import { adviceInOptions } from './reading-options.js';
import { wrap } from './table.js';
import { openTerminal } from './terminal.js';

/**
 * Runs the command line: results go to stdout, progress and errors to stderr.
 *
 * @param argv - as `process.argv` has it
 * @returns what the process ends with
 */
export async function main(argv: readonly string[]): Promise<number> {
  leaveWithReader();
  try {
    await createProgram().parseAsync(argv);
    return Number(process.exitCode ?? EXIT.ok); // `validate`, `replay` say so themselves
  } catch (error) {
    return report(error, argv);
  }
}

/** A reader that has seen enough (`| head`) is not a failure. */
function leaveWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.ok);
      throw error;
    });
  }
}

function report(error: unknown, argv: readonly string[]): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const terminal = openTerminal({ color: !argv.includes('--no-color') });
  const shown = readable(error instanceof RunError || error instanceof DataError ? error.cause : error);
  const { message, name, stack } = shown as Error;
  const expected = shown instanceof SelvedgeError || shown instanceof UsageError;
  const text = expected
    ? adviceInOptions(message, argv.slice(2))
    : `internal error: ${message}. Please report it, with --verbose's stack trace.`;
  if (argv.includes('--verbose') && stack) terminal.err(stack);
  else
    terminal.err(
      `${terminal.errColor.red('error')} ${name === 'InvalidSpecError' ? `in the pipeline file\n${text}` : wrap(text, Math.max(60, terminal.errWidth - 6))}`,
    );
  if (isDiskFull(shown as Error))
    terminal.err('`selvedge cache gc` removes old results; then run again with --resume.');
  return exitCodeOf(error);
}

/** What the system refused outside of our readers and writers, in the words of those. */
const readable = (error: unknown): unknown =>
  isSystemError(error) ? writeError((error as NodeJS.ErrnoException).path ?? 'a file', error) : error;

function isDiskFull({ cause }: { readonly cause?: unknown }): boolean {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
