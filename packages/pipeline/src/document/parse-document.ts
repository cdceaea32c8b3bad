import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import { MOST_DEPTH } from './locate.js';
import type { Located, LocatedEntry, Place } from './located.js';
import { InvalidSpecError, type Problem } from './problem.js';

/** A pipeline is a page of text. What is larger, deeper or fuller than this was not written by a person. */
const LIMITS = { bytes: 256 * 1024, lines: 10_000, commas: 40_000, depth: MOST_DEPTH, values: 20_000 } as const;

/** Nobody reads more at once, and a key that is there 20,000 times takes seconds to print. */
const MOST_PROBLEMS = 50;

const NO_MERGE =
  "the merge key '<<' is not read (YAML 1.2 has none); write the fields here, or lay this file on another one with `extends: FILE`";

/** Keys that would reach the prototype of a JavaScript object. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads YAML or JSON text, keeping the place of every part.
 *
 * Only plain data: no tags, no merge keys, one document, no key twice. Aliases are expanded within the limits.
 *
 * @param file - named in problems
 * @throws InvalidSpecError with every problem of syntax
 */
export function parseDocument(text: string, file: string): Located {
  const lines = new LineCounter();
  refuseOversize(text, file);
  // uniqueKeys of the library is quadratic; duplicates are found below.
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const problems: Problem[] = [];
  const [document] = 'empty' in documents ? [] : documents;
  if (!document || document.contents === null) {
    throw new InvalidSpecError([{ place: { file, line: 1, column: 1 }, message: 'the file is empty' }]);
  }
  if (documents.length > 1) {
    const start = documents[1].range?.[0] ?? 0;
    problems.push({ place: place(start), message: 'a second document begins here; one file holds one pipeline' });
  }
  for (const { code, message, pos } of [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS)) {
    const problem = code === 'TAG_RESOLVE_FAILED' ? 'tags are not allowed; write plain values' : sentence(message);
    problems.push({ place: place(pos[0]), message: problem });
  }
  if (problems.length > 0) throw new InvalidSpecError(problems);

  let values = 0;
  const targets = new AliasTargets();
  const convert = (node: Node | null, depth: number, offset: number): Located => {
    const at = place(node?.range?.[0] ?? offset);
    if (++values > LIMITS.values) throw refused(at, `more than ${LIMITS.values} values (counting those of aliases)`);
    if (depth > LIMITS.depth) throw refused(at, `nested more than ${LIMITS.depth} deep`);
    if (node === null) return { kind: 'scalar', value: null, place: at };
    if (isAlias(node)) {
      const target = targets.of(node);
      if (!target) throw refused(at, `the alias *${node.source} has no anchor before it`);
      return targets.without(() => convert(target, depth + 1, offset));
    }
    targets.note(node);
    if (isMap(node)) {
      const entries = new Map<string, LocatedEntry>();
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        if (problems.length >= MOST_PROBLEMS) throw new InvalidSpecError(problems);
        const key = place(pair.key.range?.[0] ?? offset);
        const name = isScalar(pair.key) ? String(pair.key.value) : '';
        if (!isScalar(pair.key)) problems.push({ place: key, message: 'keys must be plain texts' });
        else if (FORBIDDEN_KEYS.has(name)) problems.push({ place: key, message: `the key '${name}' is not allowed` });
        else if (name === '<<') problems.push({ place: key, message: NO_MERGE });
        else if (entries.has(name)) problems.push({ place: key, message: `the key '${name}' is there twice` });
        else entries.set(name, { key, value: convert(pair.value, depth + 1, pair.key.range?.[1] ?? offset) });
      }
      return { kind: 'map', entries, place: at };
    }
    if (isSeq(node)) {
      const items = (node.items as (Node | null)[]).map((item) => convert(item, depth + 1, node.range?.[0] ?? offset));
      return { kind: 'list', items, place: at };
    }
    const value = isScalar(node) ? node.value : undefined;
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
      return { kind: 'scalar', value, place: at };
    }
    throw refused(at, `a value of a kind that JSON does not have`);
  };
  const root = convert(document.contents as Node, 0, 0);
  if (problems.length > 0) throw new InvalidSpecError(problems);
  return root;
}

/**
 * What aliases stand for: the last node before them with their anchor. Noted while the document is read, because the library
 * looks through the whole document for each alias: 56 s for 60,000 of them.
 */
class AliasTargets {
  readonly #anchors = new Map<string, Node>();
  readonly #known = new Map<Alias, Node | undefined>();
  #isExpanded = false;

  note(node: Node & { readonly anchor?: string }): void {
    if (node.anchor !== undefined && !this.#isExpanded) this.#anchors.set(node.anchor, node);
  }

  /** Of an alias inside of what another one stands for: what it stood for where it was written. */
  of(alias: Alias): Node | undefined {
    if (!this.#known.has(alias)) this.#known.set(alias, this.#anchors.get(alias.source));
    return this.#known.get(alias);
  }

  /** Reads what an alias stands for, whose anchors were noted where they were written. */
  without<T>(read: () => T): T {
    const before = this.#isExpanded;
    this.#isExpanded = true;
    const result = read();
    this.#isExpanded = before;
    return result;
  }
}

/** Before parsing: the parser's own recursion (and, at 100,000 dashes, its regular expressions) would end the process. */
function refuseOversize(text: string, file: string): void {
  if (text.length > LIMITS.bytes) {
    throw refused({ file, line: 1, column: 1 }, `larger than ${LIMITS.bytes / 1024} KiB`);
  }
  if (countOf(text, '\n') > LIMITS.lines)
    throw refused({ file, line: LIMITS.lines, column: 1 }, `more than ${LIMITS.lines} lines`);
  if (countOf(text, ',') > LIMITS.commas)
    throw refused({ file, line: 1, column: 1 }, `more than ${LIMITS.commas} commas`);
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    // Brackets in texts and comments count too: an upper bound is enough.
    for (const letter of line) {
      if (letter === '[' || letter === '{') open++;
      else if (letter === ']' || letter === '}') open = Math.max(0, open - 1);
      if (open > LIMITS.depth)
        throw refused({ file, line: index + 1, column: 1 }, `nested more than ${LIMITS.depth} deep`);
    }
    let lead = 0;
    let marks = 0;
    while (lead < line.length && ' \t-?:'.includes(line[lead])) if (line[lead++] !== ' ') marks++;
    const isRuler = /^-{3,}\s*$/.test(line);
    if (marks > LIMITS.depth && !isRuler) {
      throw refused({ file, line: index + 1, column: 1 }, `nested more than ${LIMITS.depth} deep`);
    }
    if (lead > 8 * LIMITS.depth) throw refused({ file, line: index + 1, column: 1 }, 'indented too far');
  }
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

const refused = (place: Place, what: string): InvalidSpecError =>
  new InvalidSpecError([{ place, message: `refused: ${what}. A pipeline file is a page of plain values.` }]);

/** The library's messages, without a capital and a full stop. */
const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
