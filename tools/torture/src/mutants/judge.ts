import type { Printed } from './command-in-process.js';

/** What came of a damaged file. */
export type Outcome =
  | { readonly kind: 'refused' | 'accepted' }
  | { readonly kind: 'raw'; readonly message: string }
  | { readonly kind: 'allocation'; readonly message: string };

/** Words of engines and of mistakes in programs, which say nothing to a reader. */
const RAW =
  /internal|\bundefined\b|is not a function|is not iterable|Cannot (read propert|convert|destructure)|\[object |Invalid array length|call stack|out of bounds|NaN values/i;

/** Judges what a reader threw: an error of ours, in words for people, or a raw one. */
export function judgeError(error: unknown): Outcome {
  const { name, message, stack } = error as Error;
  const isOurs = ['SelvedgeError', 'InvalidSpecError', 'NoPipelineFileError', 'UsageError'].includes(name);
  if (isOurs && !RAW.test(message)) return { kind: 'refused' };
  const place = /\n\s+at .*?((?:packages|tools|node_modules)\/\S+?)\)?\n/.exec(`${stack}\n`)?.[1] ?? '';
  return { kind: 'raw', message: `${name}: ${message.slice(0, 160)} ${place}` };
}

/** Judges what the command printed. */
export function judgeOutput(exitCode: number, stderr: string): Outcome {
  const line = stderr.split('\n').find((each) => RAW.test(each));
  if (line !== undefined) return { kind: 'raw', message: `exit ${exitCode}: ${line.slice(0, 200)}` };
  return { kind: exitCode === 0 ? 'accepted' : 'refused' };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what moves a cursor or turns a line around is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** What may come of a run that is damaged, or that happens to be whole: never the code of a wrong command. */
const EXIT_CODES: readonly number[] = [0, 1, 3, 4];

/** Judges what the command printed about a run. */
export function judgePrinted({ exitCode, stdout, stderr }: Printed): Outcome {
  const raw = (message: string): Outcome => ({ kind: 'raw', message: `exit ${exitCode}: ${message.slice(0, 200)}` });
  const lines = `${stderr}\n${stdout}`.split('\n');
  const line = lines.find((each) => RAW.test(each));
  if (line !== undefined) return raw(line);
  // Another program gets results as they are: only a terminal, and whoever reads notes and errors, is spared.
  const control = stderr.split('\n').find((each) => CONTROL.test(each));
  if (control !== undefined) return raw(`control characters in ${JSON.stringify(control)}`);
  if (!EXIT_CODES.includes(exitCode)) return raw(`the code of a wrong command: ${stderr}`);
  return { kind: exitCode === 0 ? 'accepted' : 'refused' };
}
