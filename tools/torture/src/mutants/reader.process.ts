// Reads damaged files in a process of its own, which may crash or hang: the one that started it watches the clock.
import { FORMATS } from './formats.js';
import { Sample } from './sample.js';

interface Task {
  readonly format: string;
  readonly folder: string;
  readonly from: number;
  readonly to: number;
}

const WHOLE = 12;

const send = (message: object): void => void process.send?.(message);

process.on('message', (task: Task) => {
  void work(task).catch((error: unknown) => send({ failed: String((error as Error).stack) }));
});

async function work({ format: name, folder, from, to }: Task): Promise<void> {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`there is no format ${name}`);
  const sample = await Sample.make(format, folder);
  // Often enough for all ways of reading, so that no mutant pays for what is loaded once.
  for (let way = 0; way < WHOLE; way++) {
    const whole = await sample.tryWhole(way);
    if (whole.kind !== 'accepted') throw new Error(`${name}: whole files are not read: ${JSON.stringify(whole)}`);
  }
  for (let seed = from; seed < to; seed++) {
    if (seed % 50 === 0) globalThis.gc?.();
    send({ seed });
    send({ seed, outcome: await sample.try(seed) });
  }
  send({ done: true });
}
