import type { Terminal } from '../terminal.js';
import { type Display, openDisplay } from './display.js';

/** The progress of a command, on stderr. Lines are not rewritten beside events that go to stdout (`jsonEvents`). */
export const displayOf = (
  terminal: Terminal,
  { quiet = false, jsonEvents = false }: { readonly quiet?: boolean; readonly jsonEvents?: boolean },
): Display =>
  openDisplay({
    animated: terminal.animated && !jsonEvents,
    width: terminal.errWidth,
    color: terminal.errColor,
    quiet,
    write: (text) => void process.stderr.write(text),
  });
