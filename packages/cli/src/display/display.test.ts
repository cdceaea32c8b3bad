import type { RunEvent } from '@selvedge/pipeline/runs';
import { openDisplay } from './display.js';

const plain = (text: string): string => text;

/** What a display writes, and its clock. */
function shown(animated: boolean, quiet = false) {
  const written: string[] = [];
  let now = 0;
  const target = {
    animated,
    quiet,
    width: 80,
    write: (text: string) => void written.push(text),
    color: { dim: plain, green: plain, yellow: plain, cyan: plain },
  };
  const display = openDisplay(target, () => now);
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { written, display, wait };
}

const step = (done: number): RunEvent => ({
  event: 'step-progress',
  id: 'fit/net',
  label: 'fit net',
  progress: { step: 'epoch 3 of 30', done, total: 3000, metrics: { loss: 0.41239 } },
});

const epoch = (seconds: number): RunEvent => ({
  event: 'step-progress',
  id: 'fit/net',
  label: 'fit net',
  progress: {
    step: 'epoch 3 of 30',
    done: 300,
    total: 3000,
    epoch: {
      epoch: 3,
      epochs: 30,
      learningRate: 0.001,
      seconds,
      secondsLeft: 27 * seconds,
      running: { loss: 0.9, accuracy: 0.7 },
      train: { loss: 0.4, crossEntropy: 0.4, accuracy: 0.853 },
      validation: { loss: 0.45, crossEntropy: 0.45, accuracy: 0.8412 },
    },
  },
});

const LINE =
  '  fit net, epoch 3 of 30: loss 0.4, accuracy 0.853, validation loss 0.45, validation accuracy 0.841, ' +
  'learning rate 0.001, 3 min 10 s an epoch, 1 h 25 min left\n';

describe('a training in a pipe', () => {
  test('writes a line an epoch, and nothing in between', () => {
    const { written, display, wait } = shown(false);
    display.onEvent({ event: 'step-start', id: 'fit/net', label: 'fit net' });
    display.onEvent(epoch(190));
    for (let at = 0; at < 10; at++) {
      wait(19_000);
      display.onEvent(step(300 + at));
    }
    display.onEvent(epoch(190));
    expect(written).toEqual([LINE, LINE]);
  });

  test('of quick epochs shows life every 15 seconds', () => {
    const { written, display, wait } = shown(false);
    display.onEvent({ event: 'step-start', id: 'fit/net', label: 'fit net' });
    for (let at = 0; at < 40; at++) {
      wait(1000);
      display.onEvent(step(at * 75));
      display.onEvent(epoch(1));
    }
    expect(written).toEqual([
      '  fit net (epoch 3 of 30, loss 0.412): 38 %\n',
      '  fit net (epoch 3 of 30, loss 0.412): 78 %\n',
    ]);
  });
});

test.each([
  [true, `! ${'0123456789 '.repeat(6)}0123456789\n  0123456789\n`],
  [false, `! ${'0123456789 '.repeat(7)}0123456789\n`],
])('a note is wrapped on a terminal alone (%s)', (animated, lines) => {
  const { written, display } = shown(animated);
  const text = `${'0123456789 '.repeat(7)}0123456789`;
  display.onEvent({ event: 'note', level: 'warning', text });
  display.close();
  expect(written).toContain(lines);
});

test('a training on a terminal keeps the line of each slow epoch', () => {
  const { written, display } = shown(true);
  display.onEvent({ event: 'step-start', id: 'fit/net', label: 'fit net' });
  display.onEvent(epoch(190));
  display.onEvent(epoch(1));
  display.close();
  expect(written.filter((text) => text === LINE)).toHaveLength(1);
});

test.each([true, false])('a quiet display shows warnings and nothing else (on a terminal: %p)', (animated) => {
  const { written, display, wait } = shown(animated, true);
  display.onEvent({ event: 'step-start', id: 'fit/net', label: 'fit net' });
  wait(60_000);
  display.onEvent(step(100));
  display.onEvent(epoch(60));
  display.onEvent({ event: 'note', level: 'info', text: 'two processes' });
  display.onEvent({ event: 'note', level: 'warning', text: 'test rows are copies' });
  display.onEvent({ event: 'step-end', id: 'fit/net', label: 'fit net', outcome: 'ran', seconds: 60 });
  display.close();
  expect(written).toEqual(['! test rows are copies\n']);
});
