import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeWhole } from '@selvedge/files';
import type { ColumnDescription, ReadOptions } from '@selvedge/ingest/types';
import { findProject } from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { draftManifest, leadsOut } from '../draft-manifest.js';
import { draftPipeline } from '../draft-pipeline.js';
import { drafted, draftReading } from '../draft-reading.js';
import { readingData, UsageError } from '../exit-codes.js';
import { names, type ReadingOptions, readOptions, withReading } from '../reading-options.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';

interface Options extends CommonOptions, ReadingOptions {
  readonly output?: string;
  readonly name?: string;
}

/** Files of tables, by their endings. */
const TABLE = /\.(?:csv|tsv|txt|jsonl|ndjson|arrow|arrows|feather|parquet|npz)(?:\.gz)?$/i;

export function initCommand(program: Command): void {
  const command = program
    .command('init')
    .argument(
      '<data>',
      'a file of rows, or a folder with one (train and test by their names) or with pictures in a folder for each class, below train and test or not',
    )
    .summary('make a pipeline file and a manifest from data')
    .description(
      'Looks at data and writes two files: datasets/NAME.json, the manifest of the data (which files, their checksums, how they are read), and beside the data a pipeline file with comments: which columns are features, what was left out and why, a baseline and two models. Nothing is overwritten.',
    )
    .option('-o, --output <file>', 'default: NAME.pipeline.yaml, beside the data')
    .option('--name <name>', 'of the data set and the pipeline (default: from the data)', datasetName)
    .option('--classes <names>', 'the classes in their order, with commas between', names)
    .addHelpText('after', '\nExamples:\n  selvedge init wine.csv --label quality\n  selvedge init pictures/');
  withCommon(withReading(command)).action(async (data: string, options: Options) => {
    const terminal = openTerminal(options);
    const found = await look(data);
    const name = options.name ?? nameOf(data);
    const beside = found.isFolder ? resolve(data) : found.train;
    const file = resolve(options.output ?? join(dirname(beside), `${name}.pipeline.yaml`));
    if (existsSync(file)) throw new UsageError(`${file} exists already; remove it, or name another with -o`);
    const { describeColumns, describePictures } = await import('@selvedge/ingest');
    const reading = await readOptions(options);
    const columns = found.isFolder ? undefined : await readingData(describeColumns(found.train, reading));
    const pictures = found.isFolder ? await readingData(describePictures(found.train)) : undefined;
    if (columns) await readingData(checkRead(found.train, columns, reading));
    const { isFolder: _, ...files } = found;
    const project = findProject(dirname(file));
    const manifest = await draftManifest(name, files, { ...(columns && { columns }), reading, project });
    if (manifest && existsSync(manifest.path)) {
      throw new UsageError(`${manifest.path} exists already; remove it, or give the data another name with --name`);
    }
    const written = (path: string): string => relative(dirname(file), path).split(sep).join('/');
    const text = draftPipeline({
      name,
      train: written(found.train),
      ...(found.validation !== undefined && { validation: written(found.validation) }),
      ...(found.test !== undefined && { test: written(found.test) }),
      ...(columns && { columns }),
      ...(pictures && { pictures }),
      ...(manifest && { manifest: relative(project, manifest.path).split(sep).join('/') }),
      reading,
    });
    if (manifest) await writeWhole(manifest.path, manifest.text);
    await writeWhole(file, text);
    const shown = relative(process.cwd(), file);
    if (options.json) terminal.out(JSON.stringify({ file, ...(manifest && { manifest: manifest.path }) }));
    else {
      const isOutside = leadsOut(project, found.train);
      const and = manifest ? ` and ${relative(process.cwd(), manifest.path)}: look at them` : ': look at it';
      terminal.out(`${shown}${and}, then run\n\n  selvedge run ${quoted(shown)}${isOutside ? ' --allow-outside' : ''}`);
    }
  });
}

/** A draft that its own file refuses, for its label say, is not written. Pictures that a table lists are not opened. */
async function checkRead(train: string, columns: readonly ColumnDescription[], reading: ReadOptions): Promise<void> {
  const draft = draftReading(train, columns, reading);
  if (draft.imageColumn !== undefined) return;
  const { openRows } = await import('@selvedge/ingest');
  const { format, classes } = reading;
  const given = { ...(format !== undefined && { format }), ...(classes && { classes }) };
  await openRows(train, { ...drafted(draft, reading), ...given });
}

/** A name for data sets, runs and files. */
function nameOf(data: string): string {
  const name = basename(resolve(data))
    .replace(TABLE, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
  // Data sets of these names are made or fetched, and no file of one's own.
  return name === '' ? 'data' : name === 'garments' ? 'garments-data' : name;
}

function datasetName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(name) && name !== 'garments') return name;
  throw new UsageError(
    `--name: got '${name}'; need lower-case letters, digits and hyphens${name === 'garments' ? "; 'garments' are generated" : ''}`,
  );
}

/** A word of a command line. */
const quoted = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

interface Found {
  readonly train: string;
  readonly validation?: string;
  readonly test?: string;
  /** A folder with a folder for each class. */
  readonly isFolder: boolean;
}

/** The file, or those of a folder that are for training and testing by their names. */
async function look(data: string): Promise<Found> {
  const path = resolve(data);
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new SelvedgeError('not-found', `there is no file or folder ${data}.`);
  if (!info.isDirectory()) return { train: path, isFolder: false };
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  // Beside folders of classes a text file is a note, not rows.
  const isTable = (name: string): boolean => TABLE.test(name) && !(folders.length >= 2 && /\.txt$/i.test(name));
  const tables = entries.flatMap((entry) => (entry.isFile() && isTable(entry.name) ? [entry.name] : []));
  const test = tables.find((name) => /test/i.test(name));
  const others = tables.filter((name) => name !== test);
  const train = others.find((name) => /train/i.test(name)) ?? (others.length === 1 ? others[0] : undefined);
  if (train !== undefined) {
    return { train: join(path, train), ...(test !== undefined && { test: join(path, test) }), isFolder: false };
  }
  if (others.length > 1) {
    throw new UsageError(
      `${data}: holds ${others.length} tables and none is named train: ${others.slice(0, 8).join(', ')}; name the file`,
    );
  }
  const { folderParts } = await import('@selvedge/ingest');
  const parts = await folderParts(path);
  if (parts) return { ...parts, isFolder: true };
  if (folders.length >= 2) return { train: path, isFolder: true };
  throw new SelvedgeError(
    'not-found',
    `${data}: holds no table (.csv, .jsonl, .parquet, .arrow, .npz) and no folders of pictures, one for each class.`,
  );
}
