import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Dataset, OnProgress, SelvedgeError } from '@selvedge/data';
import { counted } from '@selvedge/data/text';
import { writeWhole } from '@selvedge/files';
import type { ColumnDescription, SampledImage } from '@selvedge/ingest/types';
import type { ImageGridFigure } from '@selvedge/report/types';
import type { Command } from 'commander';
import { columnsTable } from '../columns-table.js';
import { displayOf } from '../display/display-of.js';
import { readingData, UsageError } from '../exit-codes.js';
import { interruptSignal } from '../interrupt.js';
import { formatNamed, names, type ReadingOptions, readOptions, withReading } from '../reading-options.js';
import { table, wrap } from '../table.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { type CommonOptions, type DataOptions, withCommon, withData } from './common.js';

type Options = CommonOptions & DataOptions;

type FileOptions = Options & ReadingOptions;

export function dataCommand(program: Command): void {
  const data = program
    .command('data')
    .summary('data sets: list, fetch, info, convert, sample')
    .description('Data sets of the catalogue, and files.');

  withCommon(data.command('list').description('Lists the data sets that can be named.')).action(
    async (options: Options) => {
      const terminal = openTerminal(options);
      const { listManifests } = await import('@selvedge/ingest');
      const manifests = await listManifests();
      if (options.json) return terminal.out(JSON.stringify(manifests.map(({ name, title }) => ({ name, title }))));
      const rows = manifests.map(({ name, title }) => [name, title ?? '']);
      terminal.out(
        table(
          [{ head: 'name' }, { head: 'what' }],
          [...rows, ['garments', 'Generated silhouettes of ten kinds of clothes, for work without data']],
          terminal.width,
        ),
      );
    },
  );

  withCommon(
    withData(
      data
        .command('fetch')
        .argument('<name>')
        .description('Makes sure that a data set is on this machine; downloads what is missing.'),
    ),
  ).action(async (name: string, options: Options) => {
    const terminal = openTerminal(options);
    const { fetchDataset } = await import('@selvedge/ingest');
    const { where, folder } = await withProgress(terminal, options, `fetch ${name}`, (onProgress, signal) =>
      fetchDataset(name, { ...locate(options), onProgress, signal }),
    );
    terminal.out(options.json ? JSON.stringify({ name, where, folder }) : `${name}: ${where} (${folder})`);
  });

  withCommon(
    withFile(
      data
        .command('info')
        .argument('<name>', 'a name of the catalogue, or a file')
        .description(
          'Shows the columns of a table with their types, and counts, shape, class balance, mean, standard deviation and repeated rows.',
        )
        .addHelpText('after', '\nExamples:\n  selvedge data info fashion-mnist\n  selvedge data info train.csv --json'),
    ),
  ).action(async (name: string, options: FileOptions) => {
    const terminal = openTerminal(options);
    const columns = await readingData(columnsOf(name, options));
    // Before the rows are read: a file whose label is not known yet shows its columns, too.
    if (columns && !options.json) terminal.out(`${columnsTable(columns, terminal.width)}\n`);
    const parts = await withProgress(terminal, options, `read ${name}`, (onProgress, signal) =>
      load(name, options, onProgress, signal),
    );
    const { describeDataset } = await import('@selvedge/ingest');
    const { manyClasses } = await import('@selvedge/data/checks');
    const { splits, shared } = describeDataset(...parts);
    if (options.json) {
      const described = splits.map((about, at) => ({
        ...about,
        provenance: parts[at].provenance,
        ...(columns && { columns }),
      }));
      return terminal.out(JSON.stringify(described));
    }
    for (const [at, about] of splits.entries()) {
      terminal.out(
        `${about.name}: ${counted(about.rows, 'row')} of ${about.shape.join(' x ')} ${about.type}; mean ${about.mean.toFixed(4)}, standard deviation ${about.standardDeviation.toFixed(4)}${about.missing > 0 ? `; ${about.missing} missing` : ''}`,
      );
      terminal.out(
        table(
          [{ head: 'class' }, { head: 'rows', align: 'right' }],
          about.classes.map((each) => [each.name, String(each.rows)]),
          terminal.width,
        ),
      );
      if (about.duplicates > 0)
        terminal.out(
          `${counted(about.duplicates, 'row')} ${about.duplicates === 1 ? 'repeats' : 'repeat'} an earlier one, ${about.conflicting} of them with another label`,
        );
      for (const step of parts[at].provenance.steps) terminal.out(step);
      const many = manyClasses(parts[at]);
      if (many !== undefined)
        terminal.err(terminal.errColor.yellow(wrap(`! ${about.name}: ${many}`, terminal.errWidth)));
      terminal.out('');
    }
    for (const { of, with: other, rows } of shared)
      if (rows > 0) terminal.out(`${counted(rows, 'row')} of ${of} ${rows === 1 ? 'is' : 'are'} in ${other}, too`);
  });

  withCommon(
    withReading(
      withClasses(
        data
          .command('convert')
          .argument('<in>', 'a file or a folder of PNG images by class')
          .argument('<out>')
          .option('--to <format>', 'default: from the name')
          .option('--labels-out <file>', 'of an IDX output: the file of labels')
          .description('Converts labelled rows between formats, a batch at a time.')
          .addHelpText(
            'after',
            '\nExamples:\n  selvedge data convert train-images-idx3-ubyte.gz train.csv\n  selvedge data convert train.csv train.parquet\n  selvedge data convert train.arrow pictures/ --to png\n  selvedge data convert table.csv table.arrow --missing nan',
          ),
      ),
    ),
  ).action(async (input: string, output: string, options: FileOptions & { to?: string; labelsOut?: string }) => {
    const { convert, formatOf, formats } = await import('@selvedge/ingest');
    const terminal = openTerminal(options);
    if (!looksLikeFile(input) && !existsSync(input)) {
      throw new UsageError(
        `data convert: there is no file '${input}'; names of the catalogue are for data fetch, data info and data sample`,
      );
    }
    const from = await readOptions(options);
    const to = await formatNamed('--to', options.to);
    if (to === undefined && formatOf(output) === undefined) {
      throw new UsageError(
        `data convert: no format has the ending of '${output}'; name one with --to: ${formats.names.join(', ')}`,
      );
    }
    const info = await withProgress(terminal, options, `convert ${input}`, (onProgress, signal) =>
      convert(input, output, {
        onProgress,
        signal,
        from,
        to: {
          ...(to && { format: to }),
          ...(options.labelsOut !== undefined && { labelsPath: options.labelsOut }),
        },
      }),
    );
    terminal.out(
      options.json
        ? JSON.stringify(info)
        : `${output}: ${info.rows === undefined ? 'all rows' : counted(info.rows, 'row')} of ${info.shape.join(' x ')} ${info.type}`,
    );
  });

  withCommon(
    withFile(
      data
        .command('sample')
        .argument('<name>', 'a name of the catalogue, or a file')
        .option('--per-class <n>', 'images of each class', '5')
        .option('--seed <seed>', 'which ones', '0')
        .requiredOption('-o, --output <file>', 'a .png or .svg')
        .description('Draws some images of each class.')
        .addHelpText('after', '\nExample:\n  selvedge data sample fashion-mnist --per-class 5 -o grid.png'),
    ),
  ).action(async (name: string, options: FileOptions & { perClass: string; seed: string; output: string }) => {
    const terminal = openTerminal(options);
    const perClass = Number(options.perClass);
    if (!Number.isInteger(perClass) || perClass < 1 || perClass > 100)
      throw new UsageError(`--per-class: got '${options.perClass}'; need a whole number from 1 to 100`);
    if (!/\.(png|svg)$/i.test(options.output))
      throw new UsageError(`--output: got '${options.output}'; need a .png or .svg file`);
    const [first] = await withProgress(terminal, options, `read ${name}`, (onProgress, signal) =>
      load(name, options, onProgress, signal),
    );
    const { figureSvg, svgToPng } = await import('@selvedge/report');
    const { sampleImages } = await import('@selvedge/ingest');
    const images = sampleImages(first, { perClass, seed: options.seed });
    const svg = await figureSvg(gridOf(first, images));
    await writeWhole(options.output, options.output.toLowerCase().endsWith('.svg') ? svg : svgToPng(svg));
    terminal.out(
      options.json ? JSON.stringify({ file: resolve(options.output) }) : `${options.output}: ${countsOf(images)}`,
    );
  });
}

/** The columns of a file that is a table of not too many of them. */
async function columnsOf(name: string, options: FileOptions): Promise<readonly ColumnDescription[] | undefined> {
  const { describeColumns, fetchDataset, findManifest } = await import('@selvedge/ingest');
  const shown = (columns: readonly ColumnDescription[] | undefined): readonly ColumnDescription[] | undefined =>
    columns && columns.length <= SHOWN_COLUMNS ? columns : undefined;
  if (looksLikeFile(name)) return shown(await describeColumns(name, await readOptions(options)));
  const manifest = name === 'garments' ? undefined : await findManifest(name).catch(() => undefined);
  const { train } = manifest?.splits ?? {};
  if (train === undefined || train.format === 'idx') return undefined;
  const { files } = await fetchDataset(name, locate(options));
  const file = [...files.values()].find(({ entry }) => entry.file === train.data.file);
  return file && shown(await describeColumns(file.path, { ...train.options, format: train.format }));
}

const SHOWN_COLUMNS = 200;

/** Options of commands that take a name of the catalogue or a file. */
const withFile = (command: Command): Command => withReading(withClasses(withData(command)));

const withClasses = (command: Command): Command =>
  command.option('--classes <names>', 'the classes in their order, with commas between', names);

function locate({ data, offline }: Options): { dataDirectory?: string; offline?: boolean } {
  return { ...(data !== undefined && { dataDirectory: data }), ...(offline && { offline }) };
}

/** A path, as against a name of the catalogue. */
const looksLikeFile = (name: string): boolean => /[./\\]/.test(name);

/** The parts of a data set: of a name in the catalogue, or of a file. */
async function load(
  name: string,
  options: FileOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<readonly Dataset[]> {
  const { findManifest, loadDataset, readDataset } = await import('@selvedge/ingest');
  const reading = await readOptions(options);
  if (looksLikeFile(name)) return [await readDataset(name, { ...reading, signal })];
  if (Object.keys(reading).length > 0) {
    throw new UsageError(
      `data: '${name}' is read as a name of the catalogue, and the options of files are not for one; write ./${name} for a file or folder`,
    );
  }
  if (name !== 'garments') await findManifest(name).catch((error: unknown) => Promise.reject(asPath(name, error)));
  const { train, test } = await loadDataset(name, { ...locate(options), onProgress, signal });
  return test ? [train, test] : [train];
}

/** A file or folder that is there, named as data sets of the catalogue are. */
const asPath = (name: string, error: unknown): unknown =>
  (error as Partial<SelvedgeError>).code === 'not-found' && existsSync(name)
    ? new UsageError(`data: '${name}' is not a data set of the catalogue; the file or folder is ./${name}`)
    : error;

/** How many images are shown, which are fewer than requested of a class that has no more. */
function countsOf(images: readonly (readonly SampledImage[])[]): string {
  const counts = images.map((each) => each.length);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const plural = most === 1 ? 'image' : 'images';
  return `${fewest === most ? most : `${fewest} to ${most}`} ${plural} of each class`;
}

function gridOf(source: Dataset, images: readonly (readonly SampledImage[])[]): ImageGridFigure {
  return {
    kind: 'image-grid',
    title: source.name,
    shape: source.shape,
    columns: Math.max(...images.map((each) => each.length)),
    tiles: images.flat().map(({ pixels, label }) => ({ pixels, caption: [source.classes[label]] })),
  };
}

async function withProgress<T>(
  terminal: Terminal,
  options: Options,
  label: string,
  work: (onProgress: OnProgress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, dispose } = interruptSignal(terminal);
  const display = displayOf(terminal, options);
  display.onEvent({ event: 'step-start', id: 'data', label });
  try {
    const onProgress: OnProgress = (progress) =>
      display.onEvent({ event: 'step-progress', id: 'data', label, progress });
    return await readingData(work(onProgress, signal));
  } finally {
    display.close();
    dispose();
  }
}
