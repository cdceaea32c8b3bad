import type { AddressInfo } from 'node:net';
import { findRun } from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { openTerminal } from '../terminal.js';
import type { CommonOptions } from './common.js';
import { runsFolder, withRuns } from './runs.js';

export function watchCommand(program: Command): void {
  const command = program
    .command('watch')
    .argument('[runs...]', 'folders, ids or their beginnings, pipeline names, or latest', ['latest'])
    .summary('show live curves of runs in a local page')
    .description('Serves a page with live curves of one or several runs, side by side, on this machine alone.')
    .option('--port <port>', 'default: any free one', '0')
    .addHelpText('after', '\nExamples:\n  selvedge watch\n  selvedge watch latest quickstart --port 8080');
  withRuns(command).action(
    async (texts: readonly string[], options: CommonOptions & { runs?: string; port: string }) => {
      const terminal = openTerminal(options);
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new UsageError(`--port: got '${options.port}'; need a whole number from 0 to 65535`);
      const runs = await Promise.all(texts.map((text) => findRun(text, runsFolder(options))));
      const { serveWatch } = await import('../watch/serve.js');
      const server = await serveWatch(runs, port);
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      terminal.out(
        options.json
          ? JSON.stringify({ address })
          : `${address} shows ${runs.map(({ id }) => id).join(', ')}; Ctrl-C ends it`,
      );
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      server.closeAllConnections();
      server.close();
    },
  );
}
