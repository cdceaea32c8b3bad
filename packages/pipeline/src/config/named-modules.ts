/** What a module names, as far as its text shows it. */
export interface NamedModules {
  /** Imported, required, or handed to a call: files beside it, packages, entries of `imports`. */
  readonly modules: readonly string[];
  /** Read by a call that names it, such as `readFileSync(join(folder, 'weights.bin'))`: files. */
  readonly files: readonly string[];
}

/**
 * Finds the names in a module's text. Every text that comes first in a call counts, for a loader has any name
 * (`const load = createRequire(...)`), and words in comments do, too: extra names do no harm, and a missing one is a stale
 * result. Calls that write are left out, or each run would change the code that it runs with.
 */
export function namedModules(code: string): NamedModules {
  const modules = [...code.matchAll(NAMED)].flatMap(([, call = 'import', , name]) =>
    isRead(call, name) ? [name] : [],
  );
  const files = [...code.matchAll(READS)].flatMap(([, rest]) => [...rest.matchAll(TEXT)].map(([, , name]) => name));
  return { modules, files };
}

/** Of calls that are not known to load, code and packages alone: others are where a program writes. */
const isRead = (call: string, name: string): boolean =>
  LOADS.test(call) || (!WRITES.test(call) && (/\.([cm]?[jt]s|json|wasm|node)$/.test(name) || !/^\.{0,2}\//.test(name)));

/** A text behind `from` or `import`, or the first of a call, with comments before it. */
const NAMED =
  /(?:\b(?:from|import)\s*|(?:\b([\w$]{1,60})|\))\s*\(\s*)(?:\/\*[^*]{0,200}\*\/\s*)*(['"`])([^'"`$\n]{1,300})\2/g;
const LOADS = /^(import|require|resolve|URL)$/;
const WRITES = /^(write|append|mkdir|rm|createWriteStream)/i;

/** The rest of a call that reads, up to the end of its statement. */
const READS = /\b(?:read\w*|open\w*|createReadStream)\s*\(([^;]{0,500})/g;
const TEXT = /(['"`])([^'"`$\n]{1,300})\1/g;
