import pc from 'picocolors';
import { printable } from './printable.js';

/** Where output goes and how it may look. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Notes, progress and errors. */
  err(text: string): void;
  /** Whether a progress line may be rewritten in place. */
  readonly animated: boolean;
  /** Columns of the results' side. */
  readonly width: number;
  readonly errWidth: number;
  readonly color: ReturnType<typeof pc.createColors>;
  readonly errColor: ReturnType<typeof pc.createColors>;
}

/** @param wanted - `--no-color` gives false */
export function openTerminal(wanted: { readonly color?: boolean; readonly quiet?: boolean } = {}): Terminal {
  const { NO_COLOR, TERM, CI } = process.env;
  const allowed = wanted.color !== false && !NO_COLOR && TERM !== 'dumb';
  const isTty = (stream: NodeJS.WriteStream): boolean => Boolean(stream.isTTY);
  const color = pc.createColors(allowed && isTty(process.stdout));
  const errColor = pc.createColors(allowed && isTty(process.stderr));
  return {
    out: (text) => write(process.stdout, text, color.isColorSupported),
    err: (text) => write(process.stderr, text, errColor.isColorSupported),
    animated: isTty(process.stderr) && !wanted.quiet && TERM !== 'dumb' && !CI,
    width: isTty(process.stdout) ? Math.max(40, process.stdout.columns || 80) : 100,
    errWidth: Math.max(40, process.stderr.columns || 80),
    color,
    errColor,
  };
}

/**
 * A file or another program gets results as they are. Notes and errors are for people wherever they go: what is piped through
 * `tee` or kept in a log of CI is shown in a terminal, too.
 */
function write(stream: NodeJS.WriteStream, text: string, colored: boolean): void {
  const line = text.endsWith('\n') ? text : `${text}\n`;
  stream.write(stream.isTTY || stream === process.stderr ? printable(line, colored) : line);
}
