import { duration, type OnEvent, type RunEvent } from '@selvedge/pipeline/runs';
import { printable } from '../printable.js';
import { wrap } from '../table.js';

/** What the display needs of a terminal. */
export interface DisplayTarget {
  readonly animated: boolean;
  /** Warnings alone: what a person must know before trusting the figures is not progress. */
  readonly quiet?: boolean;
  readonly width: number;
  write(text: string): void;
  readonly color: {
    dim(text: string): string;
    green(text: string): string;
    yellow(text: string): string;
    cyan(text: string): string;
  };
}

/** Shows a run's progress: one line that is rewritten on a terminal, plain lines elsewhere. */
export interface Display {
  readonly onEvent: OnEvent;
  /** Ends the line that is being rewritten. */
  close(): void;
}

const FRAMES_PER_SECOND = 10;
/** Shorter epochs than this are drawn, not written: a sweep of quick trainings has thousands. */
const EPOCH_LINE_SECONDS = 2;
/** Without a terminal a long step says so at this interval, so that a log shows life. */
const PLAIN_INTERVAL_MS = 15_000;

export function openDisplay(target: DisplayTarget, now: () => number = () => performance.now()): Display {
  if (target.quiet) return quietDisplay(target);
  return target.animated ? animatedDisplay(target, now) : plainDisplay(target, now);
}

function animatedDisplay({ write, color, width }: DisplayTarget, now: () => number): Display {
  // Steps wait for others that they need: the innermost one is at work and is shown.
  const active: ActiveStep[] = [];
  let drawn = -Infinity;
  const erase = (): void => write('\r\u001b[2K');
  const draw = (): void => {
    const current = active.at(-1);
    if (!current) return;
    const seconds = (now() - current.started) / 1000;
    const { share } = current;
    const bar = share === undefined ? '' : ` ${barOf(share, 16)} ${String(Math.round(100 * share)).padStart(3)} %`;
    const isSteady = share !== undefined && share > 0.02 && share < 1 && seconds > 1;
    const left = isSteady ? `, ${duration((seconds * (1 - share)) / share)} left` : '';
    const tail = ` ${duration(seconds)}${left}`;
    const room = width - 3 - bar.length - tail.length;
    const head = printable(`${current.label}${current.detail}`);
    const text = head.length > room ? `${head.slice(0, Math.max(0, room - 1))}…` : head;
    write(`\r\u001b[2K${color.cyan('▸')} ${text}${bar}${color.dim(tail)}`);
    drawn = now();
  };
  // A step that reports nothing still shows its clock.
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  timer.unref();
  return {
    onEvent(event) {
      switch (event.event) {
        case 'step-start':
          active.push({ id: event.id, label: event.label, started: now(), detail: '' });
          draw();
          break;
        case 'step-progress': {
          const step = active.find(({ id }) => id === event.id);
          if (!step) break;
          Object.assign(step, shareOf(event), event.progress.metrics && { detail: detailOf(event) });
          if (isEpochWorthALine(event)) {
            erase();
            write(`${epochLine(event, color)}\n`);
            draw();
          }
          if (now() - drawn > 1000 / FRAMES_PER_SECOND) draw();
          break;
        }
        case 'step-end': {
          const at = active.findLastIndex(({ id }) => id === event.id);
          if (at >= 0) active.splice(at, 1);
          erase();
          if (isWorthALine(event)) write(`${doneLine(event, color)}\n`);
          draw();
          break;
        }
        case 'note':
          erase();
          write(`${noteLine(event, color, width)}\n`);
          draw();
          break;
        case 'run-end':
          erase();
          active.length = 0;
          break;
        case 'run-start':
        case 'metric':
          break;
      }
    },
    close() {
      clearInterval(timer);
      if (active.length > 0) erase();
      active.length = 0;
    },
  };
}

interface ActiveStep {
  readonly id: string;
  readonly label: string;
  readonly started: number;
  share?: number;
  detail: string;
}

function plainDisplay({ write, color }: DisplayTarget, now: () => number): Display {
  let last = -Infinity;
  /** Steps that write a line an epoch, which is enough. */
  const slow = new Set<string>();
  return {
    onEvent(event) {
      if (event.event === 'step-start') last = now();
      if (event.event === 'step-end' && isWorthALine(event)) write(`${doneLine(event, color)}\n`);
      if (event.event === 'note') write(`${noteLine(event, color)}\n`);
      if (event.event !== 'step-progress') return;
      if (isEpochWorthALine(event)) {
        last = now();
        write(`${epochLine(event, color)}\n`);
        slow.add(event.id);
      } else if (!slow.has(event.id) && now() - last > PLAIN_INTERVAL_MS) {
        last = now();
        const { share } = shareOf(event);
        write(
          `  ${printable(event.label)}${detailOf(event)}: ${share === undefined ? 'working' : `${Math.round(100 * share)} %`}\n`,
        );
      }
    },
    close() {},
  };
}

const quietDisplay = ({ write, color }: DisplayTarget): Display => ({
  onEvent(event) {
    if (event.event === 'note' && event.level === 'warning') write(`${noteLine(event, color)}\n`);
  },
  close() {},
});

type Colors = DisplayTarget['color'];
type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

/** Steps that took no time are the engine's own business. */
const isWorthALine = ({ seconds, outcome, id }: EventOf<'step-end'>): boolean =>
  (seconds >= 0.1 && !id.endsWith('/summary')) || (outcome === 'cached' && /^(fit|predict)/.test(id));

const doneLine = ({ label, outcome, seconds }: EventOf<'step-end'>, color: Colors): string =>
  `${color.green('✓')} ${printable(label)} ${color.dim(outcome === 'cached' ? 'from the cache' : duration(seconds))}`;

/** Wrapped for a terminal; one line in a file or for another program. */
function noteLine({ level, text }: EventOf<'note'>, color: Colors, width = Number.POSITIVE_INFINITY): string {
  const lines = wrap(printable(text), width, '  ');
  return level === 'warning' ? color.yellow(`!${lines.slice(1)}`) : lines;
}

const isEpochWorthALine = ({ progress: { epoch } }: EventOf<'step-progress'>): boolean =>
  epoch !== undefined && epoch.seconds >= EPOCH_LINE_SECONDS;

/** `  fit net, epoch 3 of 30: loss 0.412, accuracy 0.853, validation loss 0.398, ..., 190 s an epoch, 85 min left` */
function epochLine({ label, progress: { step, epoch } }: EventOf<'step-progress'>, color: Colors): string {
  if (epoch === undefined) return '';
  const { learningRate, seconds, secondsLeft, running, train = running, validation } = epoch;
  const figures = [
    ...figuresOf(train, ''),
    ...figuresOf(validation, 'validation '),
    `learning rate ${figureOf(learningRate)}`,
  ];
  const left = secondsLeft > 0 ? `, ${duration(secondsLeft)} left` : '';
  return `  ${printable(label)}, ${step}: ${figures.join(', ')}${color.dim(`, ${duration(seconds)} an epoch${left}`)}`;
}

const figuresOf = (figures: Readonly<Record<string, number>> = {}, of: string): readonly string[] =>
  Object.entries(figures)
    .filter(([name]) => name === 'loss' || name === 'accuracy')
    .map(([name, value]) => `${of}${name} ${figureOf(value)}`);

const figureOf = (value: number): string => Number(value.toPrecision(3)).toString();

function shareOf({ progress: { done, total } }: EventOf<'step-progress'>): { readonly share?: number } {
  return total > 0 ? { share: Math.min(1, Math.max(0, done / total)) } : {};
}

function detailOf({ progress: { step, metrics } }: EventOf<'step-progress'>): string {
  const figures = Object.entries(metrics ?? {})
    .slice(0, 3)
    .map(([name, value]) => `${name} ${figureOf(value)}`);
  const parts = step.startsWith('epoch') ? [step, ...figures] : figures;
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function barOf(share: number, cells: number): string {
  const full = Math.round(share * cells);
  return `${'━'.repeat(full)}${'╌'.repeat(cells - full)}`;
}
