import { didYouMean } from '@selvedge/data';
import { respelled } from '@selvedge/data/checks';
import type { z } from 'zod';
import type { Finding } from './finding.js';
import { adviceOnGoneKey, nameOfFormerKey, wordOfFormerChoice } from './former-names.js';
import { adviceOn, guessedValue, guessedWord, nameOfGuessedKey } from './guessed-names.js';
import { type Path, partAt, pathText } from './path.js';
import { inside, objectsAt, ofWrittenKind, schemasAt } from './schema-parts.js';
import { choiceInWords, shownValue, typeInWords } from './words.js';

type Issue = z.core.$ZodIssue;

/**
 * A schema's complaints in sentences: what is there, what was expected, and the nearest allowed word.
 *
 * @param root - the plain value that the schema refused
 * @param what - the name of the whole value, as in 'the pipeline: got a list; need a map'
 */
export function explainIssues(
  issues: readonly Issue[],
  root: unknown,
  schema: z.ZodType,
  what: string,
): readonly Finding[] {
  const findings = issues.flatMap((issue) => explain(issue, [], { root, schema, what }));
  // A misspelt field is one mistake, not a field too many and a field too few.
  const meant = new Set(findings.flatMap((finding) => finding.meant ?? []));
  const seen = new Set<string>();
  return findings.flatMap(({ path, of, message, isMissing }) => {
    const text = `${pathText(path)}:${message}`;
    if (seen.has(text) || (isMissing && meant.has(pathText(path)))) return [];
    seen.add(text);
    return [{ path, of, message }];
  });
}

interface Refused {
  readonly root: unknown;
  readonly schema: z.ZodType;
  readonly what: string;
}

interface Explained extends Finding {
  /** Nothing stands there. */
  readonly isMissing?: boolean;
  /** The field that an unknown key was probably meant to be. */
  readonly meant?: string;
}

function explain(issue: Issue, above: Path, refused: Refused): readonly Explained[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const name = pathText(path) || refused.what;
  const value = partAt(refused.root, path);
  const isMissing = value === undefined;
  const finding = (message: string): readonly Explained[] => [
    { path, of: 'value', message: `${name}${message}`, isMissing },
  ];
  const choice = (options: readonly string[]): readonly Explained[] => {
    const today = wordOfFormerChoice(value, path, refused.root, refused.schema);
    const hint = today === undefined ? choiceHint(value, options, path, refused) : `renamed to '${today}'`;
    return finding(`: got ${shownValue(value)}; ${hint}`);
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, refused));
    case 'invalid_union': {
      if (issue.errors.length > 0) return explainUnion(issue.errors, path, refused);
      const options = ((issue as { options?: readonly unknown[] }).options ?? []).map(String);
      if (isMissing) return finding(` is missing; ${writtenAs(path, refused) ?? `it is one of ${options.join(', ')}`}`);
      return choice(options);
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (isMissing && options.length === 1) return finding(` is missing; need ${name}: ${options[0]}`);
      if (isMissing) return finding(` is missing; it is one of ${options.join(', ')}`);
      return choice(options);
    }
    case 'invalid_type':
      if (isMissing) return finding(` is missing; need ${typeInWords(issue.expected)}`);
      return finding(
        `: got ${shownValue(value)}; ${kindHint(value, path, refused) ?? `need ${typeInWords(issue.expected)}`}`,
      );
    case 'too_small':
      return finding(
        `: got ${shownValue(value)}; need ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`,
      );
    case 'too_big':
      return finding(
        `: got ${shownValue(value)}; need ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`,
      );
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((each) => ({ path, of: 'key', message: `${name}: ${wanted(each.message)}` }));
    case 'invalid_format':
      return finding(`: got ${shownValue(value)}; need ${wanted(issue.message)}`);
    default:
      if (value === undefined) return finding(` is missing; ${issue.message}`);
      // A rule about several parts of a value names them itself.
      return finding(
        typeof value === 'object' && !Array.isArray(value)
          ? `: ${issue.message}`
          : `: got ${shownValue(value)}; ${issue.message}`,
      );
  }
}

const wanted = (message: string): string => message.replace(/^Invalid string: /, '');

/** What to write instead of a word that is none of the options. */
function choiceHint(value: unknown, options: readonly string[], path: Path, { root, schema }: Refused): string {
  const isKind = path.at(-1) === 'kind';
  const found = schemasAt(schema, isKind ? path.slice(0, -1) : path, root);
  const word = typeof value === 'string' ? value : '';
  const right = respelled(word, options) ?? guessedWord(word, found);
  if (right !== undefined) return `write '${right}'`;
  return adviceOn(word, found) ?? choiceInWords(value, options);
}

/** The key that was written for a missing kind: Keras has `class_name`, others `type`. */
function writtenAs(path: Path, { root }: Refused): string | undefined {
  const above = partAt(root, path.slice(0, -1));
  if (path.at(-1) !== 'kind' || typeof above !== 'object' || above === null) return undefined;
  const key = KIND_KEYS.find((each) => Object.hasOwn(above, each));
  return key && `write 'kind' instead of '${key}'`;
}

const KIND_KEYS = ['type', 'className', 'class_name', 'class', 'name'];

/** What stands for a component or a part with parameters, written in another form. */
function kindHint(value: unknown, path: Path, { root, schema }: Refused): string | undefined {
  const found = schemasAt(schema, path, root);
  const instead = guessedValue(value, found);
  if (instead !== undefined) return `write ${instead}`;
  if (typeof value !== 'string') return undefined;
  const kinds = found.flatMap((option) => (inside(option).shape?.['kind'] ? kindsIn(option) : []));
  const right = kinds.includes(value) ? value : (respelled(value, kinds) ?? guessedWord(value, found));
  if (right !== undefined) return `write { kind: '${right}' }`;
  if (kinds.length === 0) return undefined;
  return adviceOn(value, found) ?? `write { kind: ... }, one of ${kinds.join(', ')}`;
}

const kindsIn = (option: z.ZodType): readonly string[] => {
  const kind = inside(option).shape?.['kind'];
  return kind ? (inside(kind).values ?? []).map(String) : [];
};

const unitOf = (origin: string): string =>
  ({ string: ' characters', array: ' items', map: ' entries', set: ' items' })[origin] ?? '';

function unknownKey(key: string, path: Path, { root, schema }: Refused): Explained {
  // The shape that refused the key does not have it, whatever other shapes of a union have.
  const without = schemasAt(schema, path, root).filter((option) => !Object.hasOwn(inside(option).shape ?? {}, key));
  const names = ofWrittenKind(without, partAt(root, path)).flatMap((option) => Object.keys(inside(option).shape ?? {}));
  const allowed = [...new Set(names)];
  const today = nameOfFormerKey(key, path, root, schema);
  const known = today ?? nameOfGuessedKey(key, path, root, schema) ?? respelled(key, allowed);
  const near = known ?? didYouMean(key, allowed);
  const guess = near ? `did you mean '${near}'?` : `allowed are ${allowed.join(', ') || 'none'}`;
  const gone = adviceOnGoneKey(key, path, root, schema) ?? adviceOn(key, objectsAt(schema, path, root));
  const hint = today ? `renamed to '${today}'` : (gone ?? (known ? `write '${known}'` : guess));
  const at = path.length === 0 ? '' : `${pathText(path)}: `;
  const message = `${at}unknown key '${key}'; ${hint}`;
  return { path: [...path, key], of: 'key', message, ...(near && { meant: pathText([...path, near]) }) };
}

/** Explains by the branch that was meant: the one whose own keys agree best with what was written. */
function explainUnion(branches: readonly (readonly Issue[])[], path: Path, refused: Refused): readonly Explained[] {
  const value = partAt(refused.root, path);
  const isMap = typeof value === 'object';
  const isOfType = (errors: readonly Issue[]): boolean =>
    !errors.some(
      ({ code, path: at }) => at.length === 0 && (code === 'invalid_type' || (isMap && code === 'invalid_value')),
    );
  const possible = branches.filter(isOfType);
  if (possible.length > 0 && value !== undefined) {
    const meant = possible.reduce((best, errors) => (isNearer(errors, best, value) ? errors : best));
    return meant.flatMap((each) => explain(each, path, refused));
  }
  const types = branches
    .flat()
    .map((each) => ('expected' in each ? typeInWords(String(each.expected)) : 'another value'));
  const wantedTypes = [...new Set(types)].join(' or ');
  const name = pathText(path) || refused.what;
  const isMissing = value === undefined;
  const message = isMissing
    ? `${name} is missing; need ${wantedTypes}`
    : `${name}: got ${shownValue(value)}; ${kindHint(value, path, refused) ?? `need ${wantedTypes}`}`;
  return [{ path, of: 'value', message, isMissing }];
}

function isNearer(errors: readonly Issue[], best: readonly Issue[], value: unknown): boolean {
  const [own, other] = [wrongKeys(errors, value), wrongKeys(best, value)];
  return own < other || (own === other && errors.length < best.length);
}

/** Keys that a branch does not know or misses: a mistake deeper down says nothing against the branch. */
function wrongKeys(errors: readonly Issue[], value: unknown): number {
  return errors.reduce((count, issue) => {
    if (issue.path.length === 0 && issue.code === 'unrecognized_keys') return count + issue.keys.length;
    return count + (issue.path.length === 1 && partAt(value, issue.path as Path) === undefined ? 1 : 0);
  }, 0);
}
