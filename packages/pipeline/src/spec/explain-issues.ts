import { didYouMean } from '@selvedge/data';
import type { z } from 'zod';
import { type Located, type Path, pathText, placeOf } from '../document/located.js';
import type { Problem } from '../document/problem.js';

type Issue = z.core.$ZodIssue;

/** The schema's complaints as located sentences: what is there, what was expected, and the nearest allowed word. */
export function explainIssues(issues: readonly Issue[], root: Located, schema: z.ZodType): readonly Problem[] {
  const problems = issues.flatMap((issue) => explain(issue, [], root, schema));
  const seen = new Set<string>();
  return problems.filter(({ place, message }) => {
    const text = `${place.file}:${place.line}:${place.column}:${message}`;
    return !seen.has(text) && seen.add(text);
  });
}

function explain(issue: Issue, above: Path, root: Located, schema: z.ZodType): readonly Problem[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  const name = pathText(path) || 'the pipeline';
  const at = (message: string, of: 'key' | 'value' = 'value', where: Path = path): Problem => ({
    place: placeOf(root, where, of),
    message,
  });
  const seen = shown(located(root, path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const allowed = keysAt(schema, path, root);
        const near = didYouMean(key, allowed);
        const hint = near ? `did you mean '${near}'?` : `allowed are ${allowed.join(', ') || 'none'}`;
        return at(`${name === 'the pipeline' ? '' : `${name}: `}unknown key '${key}'; ${hint}`, 'key', [...path, key]);
      });
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const options = ((issue as { options?: readonly unknown[] }).options ?? []).map(String);
        if (seen === undefined) return [at(`${name} is missing; it is one of ${options.join(', ')}`)];
        return [at(`${name}: got ${seen}; ${among(String(plain(root, path)), options)}`)];
      }
      // The branch that agrees longest with what was written is the one that was meant.
      const branches = issue.errors.map((errors) => errors as readonly Issue[]);
      const deep = branches.filter(
        (errors) => !errors.some((each) => each.code === 'invalid_type' && each.path.length === 0),
      );
      if (deep.length > 0) {
        const best = deep.reduce((least, errors) => (errors.length < least.length ? errors : least));
        return best.flatMap((each) => explain(each, path, root, schema));
      }
      const kinds = branches
        .flat()
        .map((each) => ('expected' in each ? article(String(each.expected)) : 'another value'));
      return [at(`${name}: got ${seen}; need ${[...new Set(kinds)].join(' or ')}`)];
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (seen === undefined)
        return [
          at(
            `${name} is missing; ${options.length === 1 ? `need ${name}: ${options[0]}` : `it is one of ${options.join(', ')}`}`,
          ),
        ];
      return [at(`${name}: got ${seen}; ${among(String(plain(root, path)), options)}`)];
    }
    case 'invalid_type':
      if (seen === undefined) return [at(`${name} is missing; need ${article(issue.expected)}`)];
      return [at(`${name}: got ${seen}; need ${article(issue.expected)}`)];
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const bound = small ? issue.minimum : issue.maximum;
      const of =
        { string: ' characters', array: ' items', map: ' entries', set: ' items' }[issue.origin as string] ?? '';
      const word = small
        ? issue.inclusive === false
          ? 'more than'
          : 'at least'
        : issue.inclusive === false
          ? 'less than'
          : 'at most';
      return [at(`${name}: got ${seen}; need ${word} ${bound}${of}`)];
    }
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((each) => at(`${name}: ${each.message.replace(/^Invalid string: /, '')}`, 'key'));
    case 'invalid_format':
      return [at(`${name}: got ${seen}; need ${issue.message.replace(/^Invalid string: /, '')}`)];
    default:
      return [at(`${name}: got ${seen}; ${issue.message}`)];
  }
}

function among(value: string, options: readonly string[]): string {
  const near = options.length > 1 ? didYouMean(value, options) : undefined;
  if (near) return `did you mean '${near}'?`;
  return options.length === 1 ? `need ${options[0]}` : `need one of ${options.join(', ')}`;
}

function located(root: Located, path: Path): Located | undefined {
  let at: Located | undefined = root;
  for (const step of path) {
    if (at?.kind === 'map') at = at.entries.get(String(step))?.value;
    else if (at?.kind === 'list') at = at.items[Number(step)];
    else return undefined;
  }
  return at;
}

function plain(root: Located, path: Path): unknown {
  const at = located(root, path);
  return at?.kind === 'scalar' ? at.value : at?.kind;
}

function shown(at: Located | undefined): string | undefined {
  if (!at) return undefined;
  if (at.kind === 'list') return at.items.length === 0 ? 'an empty list' : `a list of ${at.items.length}`;
  if (at.kind === 'map') return 'a map';
  if (at.value === null) return 'nothing';
  if (typeof at.value !== 'string') return String(at.value);
  return `'${at.value.length > 60 ? `${at.value.slice(0, 57)}...` : at.value}'`;
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
};

const article = (expected: string): string => ARTICLES[expected] ?? expected;

/** The keys that the schema allows where the unknown one stands. */
function keysAt(schema: z.ZodType, path: Path, root: Located): readonly string[] {
  let options = concrete(schema);
  for (const [depth, step] of path.entries()) {
    options = ofWrittenKind(options, root, path.slice(0, depth)).flatMap((option) => below(option, step));
  }
  const names = ofWrittenKind(options, root, path).flatMap((option) => Object.keys(definition(option).shape ?? {}));
  return [...new Set(names)];
}

interface Definition {
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly values?: readonly unknown[];
}

const definition = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** What is behind optional fields and unions. */
function concrete(schema: z.ZodType): readonly z.ZodType[] {
  const { innerType, options } = definition(schema);
  if (innerType) return concrete(innerType);
  return options ? options.flatMap(concrete) : [schema];
}

function below(schema: z.ZodType, step: string | number): readonly z.ZodType[] {
  const { element, valueType, shape } = definition(schema);
  if (element) return concrete(element);
  if (valueType) return concrete(valueType);
  return shape && Object.hasOwn(shape, step) ? concrete(shape[step]) : [];
}

/** Of shapes told apart by `kind`, the one whose kind was written. */
function ofWrittenKind(options: readonly z.ZodType[], root: Located, path: Path): readonly z.ZodType[] {
  const kind = plain(root, [...path, 'kind']);
  const meant = options.filter((option) => {
    const literal = definition(option).shape?.['kind'];
    return literal && definition(literal).values?.includes(kind);
  });
  return meant.length > 0 ? meant : options;
}
