// What a machine needs that works for others: `selvedge worker`.

export { codeIdentity } from './run/code-identity.js';
export type { QueueMachine } from './run/queued-work.js';
export { processUrl } from './run/work-in-processes.js';
