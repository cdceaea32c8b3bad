import { SelvedgeError } from '@selvedge/data';
import type { ErrorCode } from '@selvedge/data/types';

/** What the process ends with. Scripts rely on it: `--help` and the README have the same table. */
export const EXIT = {
  ok: 0,
  runFailed: 1,
  usage: 2,
  invalidSpec: 3,
  badData: 4,
  interrupted: 130,
} as const;

type ExitName = keyof typeof EXIT;

export const EXIT_MEANINGS: Readonly<Record<ExitName, string>> = {
  ok: 'done',
  runFailed:
    'the work failed: a run, a guard, a replay with other results, tracking under --require-tracking, the operating system, or what this machine cannot do',
  usage: 'a wrong command, option or argument, or a pipeline or configuration file that does not exist',
  invalidSpec: 'a pipeline or configuration file with mistakes, or a plugin that is missing',
  badData: 'data, a run or a model that does not exist, is corrupt, or does not fit',
  interrupted: 'stopped by Ctrl-C',
};

const BY_CODE: Readonly<Record<ErrorCode, ExitName>> = {
  'invalid-argument': 'usage',
  'invalid-spec': 'invalidSpec',
  'not-found': 'badData',
  'corrupt-file': 'badData',
  'shape-mismatch': 'badData',
  unsupported: 'runFailed',
  diverged: 'runFailed',
  io: 'runFailed',
  aborted: 'interrupted',
};

/** A mistake on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a pipeline threw while it ran: there an unsuitable value comes from a step, not from the command line. */
export class RunError extends Error {
  override readonly name = 'RunError';
  declare readonly cause: unknown;

  constructor(cause: unknown) {
    super('', { cause });
  }
}

/** What reading the data of a run threw: whatever it is, the data do not fit. */
export class DataError extends Error {
  override readonly name = 'DataError';
  declare readonly cause: unknown;

  constructor(cause: unknown) {
    super('', { cause });
  }
}

/**
 * The result of reading a file: one of a kind that is not supported is unfit data, not what this machine cannot do.
 *
 * @param named - whether the command names the file, whose name may be a mistake there, or a pipeline does
 */
export async function readingData<T>(
  reading: Promise<T>,
  named: 'by command' | 'by pipeline' = 'by command',
): Promise<T> {
  const codes: readonly ErrorCode[] = named === 'by pipeline' ? ['unsupported', 'invalid-argument'] : ['unsupported'];
  try {
    return await reading;
  } catch (error) {
    throw error instanceof SelvedgeError && codes.includes(error.code) ? new DataError(error) : error;
  }
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof DataError) {
    const { cause } = error;
    const isOfData = cause instanceof SelvedgeError && !['aborted', 'io'].includes(cause.code);
    return isOfData ? EXIT.badData : exitCodeOf(cause);
  }
  if (error instanceof RunError) {
    const { cause } = error;
    const isOfStep = cause instanceof SelvedgeError && cause.code === 'invalid-argument' && cause.about !== 'data';
    return isOfStep ? EXIT.runFailed : exitCodeOf(cause);
  }
  if (error instanceof SelvedgeError && error.about === 'data') return EXIT.badData;
  if (error instanceof UsageError || isMissingFile(error)) return EXIT.usage;
  return EXIT[error instanceof SelvedgeError ? BY_CODE[error.code] : 'runFailed'];
}

/** By name: loading its class would load all that runs pipelines. */
const isMissingFile = (error: unknown): boolean => (error as Error).name === 'NoPipelineFileError';
