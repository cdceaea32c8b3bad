import { findProject, foldersOf } from '@selvedge/pipeline/runs';
import type { Cache } from '@selvedge/workflow';
import type { Command } from 'commander';
import { bytesText, parseBytes } from '../bytes.js';
import { EXIT, UsageError } from '../exit-codes.js';
import { folder } from '../paths.js';
import { table } from '../table.js';
import { openTerminal } from '../terminal.js';
import { cacheServeCommand } from './cache-serve.js';
import { cacheStoreCommands } from './cache-store.js';
import { type CommonOptions, withCommon } from './common.js';

type Options = CommonOptions & { readonly cacheDir?: string };

export function cacheCommand(program: Command): void {
  const cache = program
    .command('cache')
    .summary('the cache: ls, gc, clear, verify, push, pull, status, serve')
    .description('Results of steps, kept under the hash of what they depend on.');
  const sub = (name: string, description: string): Command =>
    withCommon(
      cache
        .command(name)
        .description(description)
        .option('--cache-dir <dir>', 'folder of the cache (also: SELVEDGE_CACHE)', folder),
    );

  sub('ls', 'Lists entries, the one used last first.').action(async (options: Options) => {
    const terminal = openTerminal(options);
    const { listEntries } = await import('@selvedge/workflow');
    const opened = await open(options);
    const entries = await listEntries(opened);
    if (options.json) return terminal.out(JSON.stringify({ directory: opened.directory, entries }));
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const rows = entries.map(({ key, label, bytes, seconds, used }) => [
      key.slice(0, 10),
      label,
      bytesText(bytes),
      `${seconds.toFixed(1)} s`,
      used.toISOString().slice(0, 16).replace('T', ' '),
    ]);
    terminal.out(`${opened.directory}: ${entriesText(entries.length)}, ${bytesText(total)}`);
    if (rows.length === 0) return;
    terminal.out('');
    terminal.out(
      table(
        [
          { head: 'key' },
          { head: 'result' },
          { head: 'size', align: 'right' },
          { head: 'took', align: 'right' },
          { head: 'used' },
        ],
        rows,
        terminal.width,
      ),
    );
  });

  sub('gc', 'Removes the entries not used for longest, until the cache is small enough.')
    .option('--max-size <size>', 'for instance 500MB or 5GB', '10GB')
    .action(async (options: Options & { readonly maxSize: string }) => {
      const limit = parseBytes(options.maxSize);
      if (limit === undefined)
        throw new UsageError(`--max-size: got '${options.maxSize}'; need a size, for instance 500MB or 5GB`);
      await free(options, limit);
    });

  sub('clear', 'Removes every entry.').action((options: Options) => free(options, 0));

  sub('verify', 'Reads every entry and removes those that are damaged.').action(async (options: Options) => {
    const terminal = openTerminal(options);
    const { verifyEntries } = await import('@selvedge/workflow');
    const { checked, damaged } = await verifyEntries(await open(options));
    if (options.json) terminal.out(JSON.stringify({ checked, damaged }));
    else {
      for (const { key, reason } of damaged) terminal.err(`damaged and removed: ${key.slice(0, 10)}: ${reason}`);
      terminal.out(`${entriesText(checked)} checked, ${damaged.length} damaged`);
    }
    if (damaged.length > 0) process.exitCode = EXIT.badData;
  });

  cacheStoreCommands(cache);
  cacheServeCommand(cache);
}

async function open({ cacheDir }: Options): Promise<Cache> {
  const { Cache } = await import('@selvedge/workflow');
  const given = cacheDir === undefined ? {} : { cacheDirectory: cacheDir };
  return new Cache(foldersOf(findProject(process.cwd()), given).cache);
}

async function free(options: Options, limit: number): Promise<void> {
  const { collectGarbage } = await import('@selvedge/workflow');
  const cache = await open(options);
  const freed = await collectGarbage(cache, limit);
  const terminal = openTerminal(options);
  const kept = freed.held > 0 ? `; ${freed.held} that runs at work hold stay` : '';
  terminal.out(
    options.json ? JSON.stringify(freed) : `removed ${entriesText(freed.entries)}, ${bytesText(freed.bytes)}${kept}`,
  );
  if (freed.refused === 0) return;
  terminal.err(`${entriesText(freed.refused)} could not be removed; may you write to ${cache.directory}?`);
  process.exitCode = EXIT.runFailed;
}

const entriesText = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`);
