import { messageOf } from '@selvedge/data/checks';
import type { ImageOptions } from '@selvedge/data/types';
import type { Format } from '@selvedge/ingest';
import type { ReadOptions } from '@selvedge/ingest/types';
import { type Command, Option } from 'commander';
import { UsageError } from './exit-codes.js';

/** Options of commands that read a file of rows. */
export interface ReadingOptions {
  readonly from?: string;
  readonly shape?: readonly number[];
  readonly label?: string;
  readonly labels?: string;
  readonly features?: readonly string[];
  readonly drop?: readonly string[];
  readonly id?: string;
  readonly classes?: readonly string[];
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly categories?: string;
  readonly header?: boolean;
  readonly missing?: string;
  readonly imageColumn?: string;
  readonly imageFolder?: string;
  readonly size?: ImageOptions['size'];
  readonly fit?: ImageOptions['fit'];
  readonly channels?: ImageOptions['channels'];
  readonly depth?: ImageOptions['depth'];
  readonly onBadImage?: 'error' | 'skip';
}

export function withReading(command: Command): Command {
  return command
    .option('--from <format>', 'of the input, for instance csv or parquet (default: from its name)')
    .option('--shape <sizes>', 'of one row, for instance 28x28x1', sizes)
    .option('--label <column>', 'the column of labels, by name, or by position from 0 (CSV)')
    .option('--labels <file>', 'IDX and NPY: the file of labels; NPZ: its array')
    .option('--features <names>', 'the columns that are features, with commas between; NPZ: its array', names)
    .option('--drop <names>', 'columns that are left out, with commas between', names)
    .option('--id <column>', 'the column that names the rows')
    .option('--delimiter <text>', 'CSV: between fields (default: as the first line has it)')
    .option('--decimal <mark>', 'CSV: between whole part and fraction, . (default) or ,')
    .option('--categories <what>', 'what texts among the features become: error (default) or one-hot columns')
    .option('--header', 'CSV: the first line has the names of the columns (default: found out)')
    .option('--no-header', 'CSV: the first line is a row')
    .option(
      '--missing <what>',
      'what an empty field or null becomes: error (default) or nan; or texts that mean a missing value, with commas between',
    )
    .option('--image-column <name>', 'the column of a table that holds paths of pictures, which are read')
    .option('--image-folder <dir>', 'where these paths begin, from the folder of the table; or as in photos/{}.jpg')
    .option('--size <pixels>', 'pictures: of all, for instance 96 or 96x128 (height x width)', pixels)
    .addOption(
      new Option('--fit <how>', 'pictures: what --size does to others').choices(['cover', 'contain', 'stretch']),
    )
    .addOption(new Option('--channels <which>', 'pictures: of all').choices(['grey', 'rgb']))
    .option(
      '--depth <bits>',
      'pictures: 8 scales 16 bits per channel to 8, 16 keeps them (default: they are refused)',
      depthOf,
    )
    .addOption(new Option('--on-bad-image <what>', 'pictures: what a damaged one does').choices(['error', 'skip']));
}

function depthOf(text: string): 8 | 16 {
  if (text === '8') return 8;
  if (text === '16') return 16;
  throw new UsageError(`--depth: got '${text}'; need 8 or 16`);
}

function pixels(text: string): NonNullable<ImageOptions['size']> {
  const sides = text.split('x').map(Number);
  const [height, width = height] = sides;
  if (sides.length <= 2 && sides.every((side) => Number.isInteger(side) && side >= 1 && side <= 16_384))
    return [height, width];
  throw new UsageError(`--size: got '${text}'; need a whole number up to 16384, or two as in 96x128`);
}

/** Names with commas between; a name that holds one is written twice over: `a,,b`. */
export const names = (text: string): readonly string[] =>
  text.split(/(?<!,),(?!,)/).map((name) => name.replaceAll(',,', ',').trim());

function sizes(text: string): readonly number[] {
  const shape = text.split(/[x,]/).map(Number);
  if (shape.length <= 4 && shape.every((size) => Number.isInteger(size) && size >= 1)) return shape;
  throw new UsageError(`--shape: got '${text}'; need up to four whole numbers, for instance 28x28x1`);
}

/** What `readDataset` takes from the command line. */
export async function readOptions(given: ReadingOptions): Promise<ReadOptions> {
  const { from, label, header, shape, labels, features, missing, drop, id, classes, delimiter, decimal, categories } =
    given;
  const { size, fit, channels, depth, onBadImage, imageColumn, imageFolder } = given;
  const format = await formatNamed('--from', from);
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new UsageError(`--decimal: got '${decimal}'; need . or ,`);
  if (categories !== undefined && categories !== 'error' && categories !== 'one-hot')
    throw new UsageError(`--categories: got '${categories}'; need error or one-hot`);
  return {
    ...(categories !== undefined && { categories }),
    ...(format !== undefined && { format }),
    ...(label !== undefined && { label: /^-?\d+$/.test(label) ? Number(label) : label }),
    ...(header !== undefined && { header }),
    ...(shape !== undefined && { shape }),
    ...(labels !== undefined && { labels }),
    ...(features !== undefined && { features: features.length === 1 ? features[0] : features }),
    ...(drop !== undefined && { drop }),
    ...(id !== undefined && { id }),
    ...(classes !== undefined && { classes }),
    ...(delimiter !== undefined && { delimiter: delimiter.replaceAll('\\t', '\t') }),
    ...(decimal !== undefined && { decimal }),
    ...((size ?? fit ?? channels ?? depth) !== undefined && {
      image: { ...(size && { size }), ...(fit && { fit }), ...(channels && { channels }), ...(depth && { depth }) },
    }),
    ...(onBadImage && { onBadImage }),
    ...(imageColumn !== undefined && { imageColumn }),
    ...(imageFolder !== undefined && { imageFolder }),
    ...(missing !== undefined && { missing: missing === 'nan' || missing === 'error' ? missing : names(missing) }),
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
  [/Give the shape when reading/, '--shape HEIGHTxWIDTHxCHANNELS'],
  [/give the other's path as labels/, '--labels FILE (for the output of a conversion: --labels-out FILE)'],
  [/say which of ([a-z, -]+) it is/, '--from FORMAT', ', one of $1'],
];

/** Options that the data of a pipeline have by the same name. */
const IN_PIPELINES: readonly (readonly [advice: RegExp, option: string, field: string])[] = [
  [/pass missing: 'nan'/, 'pass --missing nan', "write 'missing: nan' under 'data'"],
  [/pass header: true/, 'pass --header', "write 'header: true' under 'data'"],
  [/pass header: false/, 'pass --no-header', "write 'header: false' under 'data'"],
  [/pass decimal: ','/, "pass --decimal ','", `write 'decimal: ","' under 'data'`],
  [/with image: \{ size: 96 \}/, 'with --size 96', "with 'image: { size: 96 }' under 'data'"],
  [/with image: \{ channels: rgb \}/, 'with --channels rgb', "with 'image: { channels: rgb }' under 'data'"],
  [
    /Keep them with image: \{ depth: 16 \}, or scale them to 8 with image: \{ depth: 8 \}/,
    'Keep them with --depth 16, or scale them to 8 with --depth 8',
    "Write 'image: { depth: 16 }' under 'data' to keep them, or 'image: { depth: 8 }' to scale them to 8",
  ],
  [/with imageColumn: ("[^"]*")/, 'with --image-column $1', "with 'imageColumn: $1' under 'data'"],
  [/label: 'folder'/, '--label folder', 'label: folder'],
  [/with categories: 'one-hot'/, 'with --categories one-hot', "with 'categories: one-hot' under 'data'"],
  [/with drop: "([^"]*)"/, "with --drop '$1'", "with 'drop: $1' under 'data'"],
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
  const isReading = READING.includes(command);
  const own = IN_PIPELINES.reduce(
    (text, [advice, option, field]) => text.replace(advice, isReading ? option : field),
    plain,
  );
  return ADVICE.reduce((text, [advice, option, among = '']) => {
    const hint = `pass ${option}${among}`;
    const other = `write the file again with 'selvedge data convert FILE FILE.arrow ${option}'${among}`;
    const advised = isReading ? hint : other;
    return text.replace(advice, advice.source.startsWith('G') ? capitalized(advised) : advised);
  }, own);
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
