import type { Terminal } from './terminal.js';

/** The first Ctrl-C ends the run in good order, the second at once. */
export function interruptSignal(terminal: Terminal): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    terminal.err('\nStopping; `selvedge run --resume` goes on with it. Ctrl-C once more stops at once.');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    dispose() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
