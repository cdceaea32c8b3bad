// eslint-disable-next-line selvedge/no-shared-state -- the way out of this thread, of which there is one
let relay: ((text: string) => void) | undefined;
// eslint-disable-next-line selvedge/no-shared-state -- a notice concerns the process, so it is given once to all in it
const given = new Set<string>();

/** Tells a person something once per process, on stderr or the browser's console: threads pass it on to the main one. */
export function giveNotice(text: string): void {
  if (given.has(text)) return;
  given.add(text);
  if (relay) relay(text);
  else console.warn(`selvedge: ${text}`);
}

/** In a worker thread: hands notices to the thread that started it, which knows what was printed. */
export function relayNotices(to: (text: string) => void): void {
  relay = to;
}
