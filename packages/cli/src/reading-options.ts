import { messageOf } from '@selvedge/data';
import type { Format } from '@selvedge/ingest';
import type { ReadOptions } from '@selvedge/ingest/types';
import type { Command } from 'commander';
import { UsageError } from './exit-codes.js';

/** Options of commands that read a file of rows. */
export interface ReadingOptions {
  readonly from?: string;
  readonly shape?: readonly number[];
  readonly label?: string;
  readonly labels?: string;
  readonly features?: string;
  readonly header?: boolean;
  readonly missing?: string;
}

export function withReading(command: Command): Command {
  return command
    .option('--from <format>', 'of the input, for instance csv or parquet (default: from its name)')
    .option('--shape <sizes>', 'of one row, for instance 28x28x1', sizes)
    .option('--label <column>', 'the column of labels, by name, or by position from 0 (CSV)')
    .option('--labels <file>', 'IDX and NPY: the file of labels; NPZ: its array')
    .option('--features <name>', 'Arrow and Parquet: the column of the features; NPZ: its array')
    .option('--no-header', 'CSV: the first line is a row')
    .option('--missing <what>', 'CSV: what an empty field becomes, error (default) or nan');
}

function sizes(text: string): readonly number[] {
  const shape = text.split(/[x,]/).map(Number);
  if (shape.length <= 4 && shape.every((size) => Number.isInteger(size) && size >= 1)) return shape;
  throw new UsageError(`--shape: got '${text}'; need up to four whole numbers, for instance 28x28x1`);
}

/** What `readDataset` takes from the command line. */
export async function readOptions(given: ReadingOptions): Promise<ReadOptions> {
  const { from, label, header, shape, labels, features, missing } = given;
  const format = await formatNamed('--from', from);
  if (missing !== undefined && missing !== 'nan' && missing !== 'error')
    throw new UsageError(`--missing: got '${missing}'; need error or nan`);
  return {
    ...(format !== undefined && { format }),
    ...(label !== undefined && { label: /^\d+$/.test(label) ? Number(label) : label }),
    ...(header === false && { header }),
    ...(shape !== undefined && { shape }),
    ...(labels !== undefined && { labels }),
    ...(features !== undefined && { features }),
    ...(missing !== undefined && { missing }),
  };
}

/** The value of an option that names a format. The list is loaded here because that takes longer than `--help` may. */
export async function formatNamed(option: string, name: string | undefined): Promise<Format | undefined> {
  if (name === undefined) return undefined;
  const { formats } = await import('@selvedge/ingest');
  try {
    return formats.definitionOf(name).name;
  } catch (error) {
    throw new UsageError(`${option}: ${messageOf(error)}`);
  }
}

/** What packages advise in words of TypeScript, and the options that say the same. */
const ADVICE: readonly (readonly [advice: RegExp, option: string, among?: string])[] = [
  [/pass missing: 'nan'/, '--missing nan'],
  [/pass header: false/, '--no-header'],
  [/Give the shape when reading/, '--shape HEIGHTxWIDTHxCHANNELS'],
  [/give the other's path as labels/, '--labels FILE (for the output of a conversion: --labels-out FILE)'],
  [/say which of ([a-z, -]+) it is/, '--from FORMAT', ', one of $1'],
];

const READING: readonly string[] = ['data info', 'data sample', 'data convert', 'predict'];

/**
 * A package's error in the options of the command. For a command without them it names the one that writes the file in a
 * form that needs none.
 *
 * @param words - the command line, without `node` and the script
 */
export function adviceInOptions(message: string, words: readonly string[]): string {
  const command = words.slice(0, words[0] === 'data' ? 2 : 1).join(' ');
  const plain = message.replace(', or pass allowUnverified: true to take what comes', ' to its manifest');
  return ADVICE.reduce((text, [advice, option, among = '']) => {
    const own = `pass ${option}${among}`;
    const other = `write the file again with 'selvedge data convert FILE FILE.arrow ${option}'${among}`;
    const said = READING.includes(command) ? own : other;
    return text.replace(advice, advice.source.startsWith('G') ? capitalized(said) : said);
  }, plain);
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
