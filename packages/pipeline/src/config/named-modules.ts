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
  const loaders = new Set([...code.matchAll(LOADERS)].map(([, name]) => name));
  const modules = [...code.matchAll(NAMED)].flatMap(([, call = 'import', , name]) =>
    loaders.has(call) || isRead(call, name) ? [name] : [],
  );
  const files = [...code.matchAll(READS)].flatMap(([, rest]) => textsIn(rest));
  return { modules, files: [...files, ...builtPaths(code)] };
}

/** Paths that are put together of texts, `join(here, 'data', 'weights.bin')`, but for those that a call writes. */
function builtPaths(code: string): readonly string[] {
  const written = new Set([...code.matchAll(WRITTEN)].map(([, name]) => name));
  return [...code.matchAll(PATHS)].flatMap(({ 0: call, 1: name, index }) => {
    const isWritten = written.has(name) || INTO.test(code.slice(Math.max(0, index - 80), index));
    return isWritten ? [] : runsOf(textsIn(restOfCall(code, index + call.length)));
  });
}

const textsIn = (code: string): readonly string[] => [...code.matchAll(TEXT)].map(([, , name]) => name);

/** Up to the parenthesis that closes it. */
function restOfCall(code: string, start: number): string {
  let open = 1;
  for (let at = start; at < Math.min(code.length, start + 300); at++) {
    if (code[at] === '(') open++;
    if (code[at] === ')' && --open === 0) return code.slice(start, at);
  }
  return '';
}

/** Each text, and with those that follow it. */
const runsOf = (texts: readonly string[]): readonly string[] =>
  texts
    .slice(0, 8)
    .flatMap((_, start, all) => all.slice(start).map((__, more) => all.slice(start, start + more + 1).join('/')));

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

/** Names of `createRequire(...)`. */
const LOADERS = /\b([\w$]{1,60})\s*=\s*(?:[\w$]{1,60}\.)?createRequire\s*\(/g;
/** A path, and the name that it gets. */
const PATHS = /(?:\b([\w$]{1,60})\s*=\s*)?(?:\b[\w$]{1,60}\.)?\b(?:join|resolve)\s*\(/g;
const WRITTEN = /\b(?:write|append|mkdir|rm|createWriteStream)\w*\s*\(\s*([\w$]{1,60})/gi;
const INTO = /\b(?:write|append|mkdir|rm|createWriteStream)\w*\s*\([^()]*$/i;
