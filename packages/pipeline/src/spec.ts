// Pipeline files, without what runs them: quick to load, for programs that only check them. Those of the main entry, too.

export { loadRegistry, projectRegistry } from './config/load-registry.js';
export { InvalidSpecError, type Problem, problemText } from './document/problem.js';
export { parseSpec } from './spec/parse-spec.js';
