import { serveWorker } from '@selvedge/compute/workers';
import { SelvedgeError } from '@selvedge/data';

// The worker module of workers.test.ts: plain JavaScript, because a thread cannot run TypeScript.
serveWorker({
  double: (value) => value * 2,
  sum: ({ values }) => values.reduce((total, value) => total + value, 0),
  refuse: (code) => {
    throw new SelvedgeError(code, `refused with ${code}`);
  },
  crash: () => setTimeout(() => process.exit(3), 0) && new Promise(() => {}),
  moved: (length, { transfer }) => {
    const values = new Float32Array(length).fill(1);
    transfer(values.buffer);
    return values;
  },
  count: (total, context) => {
    for (let done = 1; done <= total; done++) context.report({ step: 'count', done, total });
    return total;
  },
  untilAborted: (_, context) => {
    const end = Date.now() + 20_000;
    while (Date.now() < end) context.throwIfAborted('untilAborted');
    return 'never aborted';
  },
  variable: (name) => process.env[name],
});
