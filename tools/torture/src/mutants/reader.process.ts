// Reads damaged files in a process of its own, which may crash or hang: the one that started it watches the clock.
import { FORMATS } from './formats.js';
import { Sample } from './sample.js';

interface Task {
  readonly format: string;
  /** `random`: damage as the seed says. `states`: the state of that number. */
  readonly how: 'random' | 'states';
  readonly folder: string;
  readonly from: number;
  readonly to: number;
}

const WHOLE = 12;

const send = (message: object): void => void process.send?.(message);

process.on('message', (task: Task) => {
  void work(task).catch((error: unknown) => send({ failed: String((error as Error).stack) }));
});

async function work({ format: name, how, folder, from, to }: Task): Promise<void> {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`there is no format ${name}`);
  const sample = await Sample.make(format, folder);
  // Often enough for all ways of reading, so that no mutant pays for what is loaded once.
  for (let way = 0; way < WHOLE; way++) {
    const whole = await sample.tryWhole(way);
    if (whole.kind !== 'accepted') throw new Error(`${name}: whole files are not read: ${JSON.stringify(whole)}`);
  }
  const end = how === 'states' ? Math.min(to, sample.states + 1) : to;
  if (how === 'states') send({ states: sample.states });
  for (let seed = from; seed < end; seed++) {
    if (seed % 50 === 0) globalThis.gc?.();
    send({ seed });
    send({ seed, outcome: await (how === 'states' ? sample.tryState(seed) : sample.try(seed)) });
  }
  send({ done: true });
}
