import { SelvedgeError } from '@selvedge/data';

/** What the process ends with. Documented in the README; scripts rely on it. */
export const EXIT = {
  ok: 0,
  runFailed: 1,
  usage: 2,
  invalidSpec: 3,
  missingData: 4,
  interrupted: 130,
} as const;

/** A mistake on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError || isMissingFile(error)) return EXIT.usage;
  if (!(error instanceof SelvedgeError)) return EXIT.runFailed;
  switch (error.code) {
    case 'invalid-spec':
      return EXIT.invalidSpec;
    case 'not-found':
    case 'corrupt-file':
      return EXIT.missingData;
    case 'aborted':
      return EXIT.interrupted;
    default:
      return EXIT.runFailed;
  }
}

/** By name: loading its class would load all that runs pipelines. */
const isMissingFile = (error: unknown): boolean => (error as Error).name === 'NoPipelineFileError';
