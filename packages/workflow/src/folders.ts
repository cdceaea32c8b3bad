// What the folder of a run needs, without the cache, the stores and the executors: quick to load, for programs that
// only look. Most are those of the main entry, too.

export { canonicalJson } from './cache/canonical-json.js';
export { isAlive } from './cache/is-alive.js';
export { Lease, leaseHolder, readLease } from './lease/lease.js';
