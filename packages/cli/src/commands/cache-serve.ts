import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { findProject } from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { parseBytes } from '../bytes.js';
import { UsageError } from '../exit-codes.js';
import { existingFile, folder } from '../paths.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';

interface Options extends CommonOptions {
  readonly dir?: string;
  readonly host: string;
  readonly port: string;
  readonly readTokenFile?: string;
  readonly writeTokenFile?: string;
  readonly maxSize: string;
  readonly maxEntry: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

export function cacheServeCommand(cache: Command): void {
  withCommon(
    cache
      .command('serve')
      .description(
        "Serves a store to other machines: results of pipelines (/ac, /cas as Bazel's HTTP cache) and of Nx (/v1/cache). /metrics counts, /status answers.",
      )
      .option('--dir <dir>', 'folder of the store (default: .selvedge/store of the project)', folder)
      .option('--host <host>', 'where it listens; another than this machine needs tokens', '127.0.0.1')
      .option('--port <port>', '0: any free one', '8480')
      .option('--read-token-file <file>', 'tokens that may read, one a line (also: SELVEDGE_READ_TOKENS)', existingFile)
      .option(
        '--write-token-file <file>',
        'tokens that may read and write, one a line (also: SELVEDGE_WRITE_TOKENS)',
        existingFile,
      )
      .option('--max-size <size>', 'of the store; what was not used for longest is removed', '10GB')
      .option('--max-entry <size>', 'of one entry', '2GB')
      .option('--tls-cert <file>', 'certificate in PEM, for https', existingFile)
      .option('--tls-key <file>', 'its key in PEM', existingFile)
      .addHelpText(
        'after',
        `
Examples:
  selvedge cache serve
  selvedge cache serve --host 0.0.0.0 --write-token-file write.txt --read-token-file read.txt --max-size 200GB
For Nx: NX_SELF_HOSTED_REMOTE_CACHE_SERVER=http://HOST:8480 NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN=TOKEN`,
      ),
  ).action(async (options: Options) => {
    const terminal = openTerminal(options);
    const port = Number(options.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`--port: got '${options.port}'; need a whole number from 0 to 65535`);
    const directory = options.dir ?? join(findProject(process.cwd()), '.selvedge', 'store');
    const tls = await tlsOf(options);
    const { serveStore } = await import('@selvedge/workflow');
    const { url, close } = await serveStore({
      directory,
      host: options.host,
      port,
      mostBytes: sizeOf('--max-size', options.maxSize),
      mostBytesOfEntry: sizeOf('--max-entry', options.maxEntry),
      tokens: {
        read: await tokensOf(options.readTokenFile, 'SELVEDGE_READ_TOKENS'),
        write: await tokensOf(options.writeTokenFile, 'SELVEDGE_WRITE_TOKENS'),
      },
      ...(tls && { tls }),
    });
    terminal.out(options.json ? JSON.stringify({ url, directory }) : `${url} serves ${directory}; Ctrl-C ends it`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await close();
  });
}

function sizeOf(option: string, text: string): number {
  const bytes = parseBytes(text);
  if (bytes !== undefined && bytes > 0) return bytes;
  throw new UsageError(`${option}: got '${text}'; need a size, for instance 500MB or 200GB`);
}

/** Tokens, one a line; in the environment blanks divide them, too. */
async function tokensOf(file: string | undefined, variable: string): Promise<readonly string[]> {
  const text = file === undefined ? (process.env[variable] ?? '') : await readFile(file, 'utf8');
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  const source = file ?? variable;
  if (file !== undefined && tokens.length === 0) throw new UsageError(`${file}: there is no token in it`);
  if (tokens.some((token) => token.length < MIN_TOKEN))
    throw new UsageError(
      `${source}: a token is shorter than ${MIN_TOKEN} characters; make one with: openssl rand -hex 32`,
    );
  return tokens;
}

/** Shorter tokens can be guessed over the network. */
const MIN_TOKEN = 16;

async function tlsOf({ tlsCert, tlsKey }: Options): Promise<{ certificate: string; key: string } | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new SelvedgeError('invalid-argument', 'cache serve: --tls-cert and --tls-key need each other.');
  return { certificate: await readFile(tlsCert, 'utf8'), key: await readFile(tlsKey, 'utf8') };
}
