/** What came of a damaged file. */
export type Outcome =
  | { readonly kind: 'refused' | 'accepted' }
  | { readonly kind: 'raw'; readonly message: string }
  | { readonly kind: 'allocation'; readonly message: string };

/** Words of engines and of mistakes in programs, which say nothing to a reader. */
const RAW =
  /internal|undefined|is not a function|is not iterable|Cannot (read propert|convert|destructure)|\[object |Invalid array length|call stack|out of bounds|NaN values/i;

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
