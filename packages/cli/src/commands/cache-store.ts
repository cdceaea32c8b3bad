import { SelvedgeError } from '@selvedge/data';
import { findProject, foldersOf } from '@selvedge/pipeline/runs';
import type { Cache, SharedResults } from '@selvedge/workflow';
import type { Command } from 'commander';
import { bytesText } from '../bytes.js';
import { EXIT, UsageError } from '../exit-codes.js';
import { folder } from '../paths.js';
import { type ConfigOptions, registryHere, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';

type Options = CommonOptions & ConfigOptions & { readonly cacheDir?: string; readonly store?: string };

/** `push`, `pull` and `status`: what goes between the cache and the store that machines share. */
export function cacheStoreCommands(cache: Command): void {
  const sub = (name: string, description: string): Command =>
    withStore(
      withCommon(
        withConfig(
          cache
            .command(name)
            .description(description)
            .option('--cache-dir <dir>', 'folder of the cache (also: SELVEDGE_CACHE)', folder),
        ),
      ),
    );

  sub('push', 'Sends results of this cache to the store, without keys all of them.')
    .argument('[keys...]', "keys or their beginnings, as 'cache ls' shows them")
    .action(async (keys: readonly string[], options: Options) => {
      const opened = await open(options);
      const wanted = await chosen(opened.cache, keys);
      await transfer(options, 'sent', wanted, (key) => opened.cache.push(key), opened.shared);
    });

  sub('pull', 'Fetches results from the store into this cache, without keys all of them.')
    .argument('[keys...]', 'whole keys')
    .action(async (keys: readonly string[], options: Options) => {
      const { cache: local, shared } = await open(options);
      const wanted: string[] = [];
      for await (const key of keys.length > 0 ? keys : shared.store.list('ac')) {
        if (!(await local.peek(key, 'here'))) wanted.push(key);
      }
      await transfer(options, 'fetched', wanted, async (key) => (await local.pull(key)) !== undefined, shared);
    });

  sub('status', 'Says which results are here, in the store, or in both.').action(async (options: Options) => {
    const { listEntries } = await import('@selvedge/workflow');
    const { cache: local, shared } = await open(options);
    const terminal = openTerminal(options);
    const entries = await listEntries(local);
    const there = await keysThere(
      shared,
      entries.map(({ key }) => key),
    );
    const both = entries.filter(({ key }) => there.keys.has(key));
    const onlyHere = entries.length - both.length;
    const onlyThere = there.complete ? there.keys.size - both.length : undefined;
    if (options.json) {
      const { name } = shared.store;
      return terminal.out(
        JSON.stringify({
          store: name,
          writes: shared.writes,
          here: entries.length,
          both: both.length,
          onlyHere,
          onlyThere: onlyThere ?? null,
        }),
      );
    }
    const bytes = entries.reduce((sum, each) => sum + each.bytes, 0);
    terminal.out(`store ${shared.store.name}${shared.writes ? '' : ' (read alone)'}`);
    terminal.out(`${entries.length} results here (${bytesText(bytes)}), ${both.length} of them in the store`);
    if (onlyThere !== undefined) terminal.out(`${onlyThere} more in the store; 'selvedge cache pull' fetches them`);
    if (onlyHere > 0) terminal.out(`${onlyHere} only here; 'selvedge cache push' sends them`);
  });
}

/** The option that names the store. */
export const withStore = (command: Command): Command =>
  command.option(
    '--store <url>',
    'a store that machines share: https://..., s3://bucket/prefix, a folder, or off (also: SELVEDGE_STORE, and store of the configuration)',
  );

async function open(options: Options): Promise<{ readonly cache: Cache; readonly shared: SharedResults }> {
  const { sharedStore } = await import('@selvedge/pipeline');
  const { Cache } = await import('@selvedge/workflow');
  const terminal = openTerminal(options);
  const shared = sharedStore(options.store, await registryHere(options), (text) =>
    terminal.err(`${terminal.errColor.yellow('warning')} ${text}`),
  );
  if (!shared) throw noStore();
  const { cacheDir } = options;
  const { cache } = foldersOf(findProject(process.cwd()), cacheDir === undefined ? {} : { cacheDirectory: cacheDir });
  return { cache: new Cache(cache, { shared }), shared };
}

/** Of this cache, by their beginnings; all where none is named. */
async function chosen(cache: Cache, beginnings: readonly string[]): Promise<readonly string[]> {
  const { listEntries } = await import('@selvedge/workflow');
  const keys = (await listEntries(cache)).map(({ key }) => key);
  if (beginnings.length === 0) return keys;
  return beginnings.flatMap((beginning) => {
    const found = keys.filter((key) => key.startsWith(beginning));
    if (found.length === 0) throw new UsageError(`the cache has no result whose key begins with '${beginning}'`);
    return found;
  });
}

/** Ends with an error where something was not transferred. */
async function transfer(
  options: Options,
  verb: 'sent' | 'fetched',
  keys: readonly string[],
  move: (key: string) => Promise<boolean>,
  shared: SharedResults,
): Promise<void> {
  const terminal = openTerminal(options);
  let done = 0;
  for (const key of keys) if (await move(key)) done++;
  const missing = keys.length - done;
  if (options.json) terminal.out(JSON.stringify({ store: shared.store.name, [verb]: done, missing }));
  else {
    terminal.out(`${done} results ${verb}${missing > 0 ? `, ${missing} not` : ''}; the store is ${shared.store.name}`);
  }
  if (missing > 0) process.exitCode = EXIT.runFailed;
}

/** Keys in a store: all where it lists them, else those of these that it has. */
async function keysThere(
  { store }: SharedResults,
  here: readonly string[],
): Promise<{ readonly keys: ReadonlySet<string>; readonly complete: boolean }> {
  const keys = new Set<string>();
  try {
    for await (const key of store.list('ac')) keys.add(key);
    return { keys, complete: true };
  } catch (error) {
    if (!(error instanceof SelvedgeError && error.code === 'unsupported')) throw error;
  }
  const { actionAddress } = await import('@selvedge/workflow');
  for (const key of here) if (await store.has(actionAddress(key))) keys.add(key);
  return { keys, complete: false };
}

const noStore = (): UsageError =>
  new UsageError(
    "there is no store; pass --store URL, set SELVEDGE_STORE, or write store: 'https://...' in selvedge.config.js",
  );
