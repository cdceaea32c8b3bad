import { parseArgs } from 'node:util';

/** How much of a part is done. */
export interface Options {
  readonly seed: number;
  /** Trials: of each format, or all together. */
  readonly count: number;
  /** No trial begins later. */
  readonly seconds: number;
  /** Beginnings of names; default: everything. */
  readonly only: readonly string[];
}

export interface CommandLine {
  readonly part: string;
  readonly options: Options;
}

/** @throws Error for words that it does not know */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '600' },
      only: { type: 'string', default: '' },
    },
  });
  const [part = '', ...rest] = positionals;
  const numbers = { seed: Number(values.seed), count: Number(values.count), seconds: Number(values.seconds) };
  if (rest.length > 0 || !Object.values(numbers).every((value) => Number.isSafeInteger(value) && value >= 0))
    throw new Error('usage: PART [--seed N] [--count N] [--seconds N] [--only NAME,NAME]');
  return { part, options: { ...numbers, only: values.only.split(',').filter((name) => name !== '') } };
}

export const isChosen = (name: string, { only }: Options): boolean =>
  only.length === 0 || only.some((beginning) => name.startsWith(beginning));
