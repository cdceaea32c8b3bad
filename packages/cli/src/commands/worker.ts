import { availableParallelism } from 'node:os';
import type { WorkerNews } from '@selvedge/workflow/types';
import type { Command } from 'commander';
import { bytesText } from '../bytes.js';
import { UsageError } from '../exit-codes.js';
import { hidePasswords } from '../hide-passwords.js';
import { folder } from '../paths.js';
import { registryHere, withConfig } from '../registries.js';
import { byteSize, wholeCount } from '../sizes.js';
import { table } from '../table.js';
import { openTerminal } from '../terminal.js';
import { withStore } from './cache-store.js';
import { type CommonOptions, withCommon } from './common.js';
import { neededQueue, openQueue } from './queue.js';

interface Options extends CommonOptions {
  readonly config?: string;
  readonly queue?: string;
  readonly store?: string;
  readonly cacheDir?: string;
  readonly data?: string;
  readonly concurrency?: number;
  readonly memory?: number;
  readonly tags?: string;
  readonly name?: string;
  readonly checkpointEvery?: number;
}

const QUEUE = 'redis://... or postgres://... (also: SELVEDGE_QUEUE)';

/** What a worker that dies costs at most, beside the store's time. */
const CHECKPOINT_SECONDS = 30;

/** @throws UsageError */
function checkpointSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && (seconds === 0 || (seconds >= 0.1 && seconds <= 86_400))) return seconds;
  throw new UsageError(`--checkpoint-every: got '${text}'; need seconds, from 0.1 to 86400, or 0 for never`);
}

export function workerCommand(program: Command): void {
  const command = program
    .command('worker')
    .summary('do steps of other machines')
    .description(
      'Does steps that `selvedge run --queue` publishes, until Ctrl-C. It needs the same packages, Node release and plugins.',
    )
    .option('--queue <url>', QUEUE)
    .option('--cache-dir <dir>', 'folder of the cache (also: SELVEDGE_CACHE)', folder)
    .option(
      '--data <dir>',
      'data sets of this machine, used where they are those of the run (also: SELVEDGE_DATA)',
      folder,
    )
    .option(
      '--concurrency <count>',
      'steps at the same time (default: 1; with tags, of each)',
      wholeCount('--concurrency'),
    )
    .option('--memory <size>', 'memory limit for all of them together, for instance 8GB', byteSize)
    .option('--tags <names>', 'only steps of runs with one of these tags, for instance gpu')
    .option(
      '--checkpoint-every <seconds>',
      'send checkpoints of trainings to the store so often; 0: never (default: 30)',
      checkpointSeconds,
    )
    .option('--name <name>', 'for displays and lists (default: host:process)')
    .addHelpText(
      'after',
      `
Examples:
  selvedge worker --queue redis://host:6379 --store https://cache.example.org
  selvedge worker --queue postgres://selvedge@host/queue --store /mnt/store --concurrency 4 --memory 24GB`,
    );
  withCommon(withStore(withConfig(command))).action(async (options: Options) => {
    await hidePasswords();
    const terminal = openTerminal(options);
    const address = neededQueue(options.queue);
    const [{ workQueue }, { codeIdentity, processUrl }, { checkQueueStore, sharedStore }, { findProject, foldersOf }] =
      await Promise.all([
        import('@selvedge/queue'),
        import('@selvedge/pipeline/worker'),
        import('@selvedge/pipeline'),
        import('@selvedge/pipeline/runs'),
      ]);
    const registry = await registryHere(options);
    await checkQueueStore(
      'worker',
      sharedStore(options.store, registry, () => undefined),
    );
    const projectDirectory = findProject(process.cwd());
    const { cacheDir: cacheDirectory, concurrency = 1, tags } = options;
    const { cache } = foldersOf(projectDirectory, cacheDirectory === undefined ? {} : { cacheDirectory });
    const sharedThreads = Math.max(1, Math.floor(availableParallelism() / concurrency));
    const stop = new AbortController();
    const end = (): void => stop.abort();
    process.once('SIGINT', end).once('SIGTERM', end);
    let last = '';
    await workQueue(address, {
      entry: processUrl(),
      machine: {
        cache,
        ...(options.store !== undefined && { store: options.store }),
        ...(registry.configFile !== undefined && { configFile: registry.configFile }),
        data: options.data === undefined ? {} : { dataDirectory: options.data },
        projectDirectory,
        sharedThreads,
        checkpointMs: 1000 * (options.checkpointEvery ?? CHECKPOINT_SECONDS),
      },
      code: codeIdentity(registry),
      concurrency,
      ...(options.memory !== undefined && { memory: options.memory }),
      ...(tags !== undefined && { tags: tags.split(',').map((tag) => tag.trim()) }),
      ...(options.name !== undefined && { name: options.name }),
      environment: { SELVEDGE_THREADS: String(sharedThreads) },
      signal: stop.signal,
      onNote: (text) => terminal.err(`${terminal.errColor.yellow('warning')} ${text}`),
      onNews: (news) => {
        const text = options.json ? JSON.stringify(news) : lineOf(news);
        if (text !== last && options.quiet !== true) terminal.out(text);
        last = text;
      },
    });
  });
}

export function workersCommand(program: Command): void {
  const command = program
    .command('workers')
    .summary('list the workers of a queue')
    .description('Lists the workers of a queue: what they do, their memory, how many jobs they have done.')
    .option('--queue <url>', QUEUE);
  withCommon(command).action(async (options: Options) => {
    await hidePasswords();
    const terminal = openTerminal(options);
    const warn = (text: string): void => terminal.err(`${terminal.errColor.yellow('warning')} ${text}`);
    const queue = await openQueue(neededQueue(options.queue), warn);
    const workers = await queue.workers().finally(() => queue.close());
    if (options.json) return terminal.out(JSON.stringify({ queue: queue.name, workers }));
    terminal.out(`${queue.name}: ${workers.length} workers`);
    if (workers.length === 0) return;
    const rows = workers.map(({ name, code, tags, concurrency, used, memory, doing, done, failed }) => [
      name,
      code.slice(0, 10),
      tags.join(' '),
      `${doing.length} of ${concurrency}`,
      doing.join(', '),
      `${bytesText(used)} of ${bytesText(memory)}`,
      failed > 0 ? `${done}, ${failed} failed` : String(done),
    ]);
    const heads = ['worker', 'code', 'tags', 'busy', 'does', 'memory', 'done'];
    terminal.out('');
    terminal.out(
      table(
        heads.map((head) => ({ head })),
        rows,
        terminal.width,
      ),
    );
  });
}

const lineOf = ({ name, code, doing, done, failed }: WorkerNews): string =>
  `${name} (code ${code.slice(0, 16)}): ${doing.length > 0 ? doing.join(', ') : 'waits'}; ${done} done${failed > 0 ? `, ${failed} failed` : ''}`;
