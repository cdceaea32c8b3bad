/** One change of a file: what it is, for a report, and the file with it. */
export interface State {
  readonly name: string;
  readonly make: () => Uint8Array;
}

type Path = readonly (string | number)[];

const LEAVE_OUT = Symbol('leave out');

/** Of long lists the first items and the last stand for all. */
const FIRST_ITEMS = 3;

/** What takes over a terminal, a page or a line where a text is printed as it is. */
export const HOSTILE_TEXT = '\u001b[31mred\u0007\u202eltr\n<img src=x onerror=alert(1)>&"\'';

/** Every place of a JSON value, from outside to inside. */
export function* placesOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  const keys = Array.isArray(value)
    ? [...value.keys()].filter((at) => at < FIRST_ITEMS || at === value.length - 1)
    : Object.keys(value);
  for (const key of keys) yield* placesOf((value as Record<string | number, unknown>)[key], [...path, key]);
}

const ALWAYS: readonly unknown[] = [
  LEAVE_OUT,
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3,
  1e9,
  1e300,
  -1e300,
  5e-324,
  '',
  'x',
  '1',
  HOSTILE_TEXT,
  [],
  {},
  [1],
  ['a'],
  [[]],
  '__proto__',
];

/** What may stand in place of a value: missing, of another type, negative, huge, hostile, and its neighbours. */
function insteadOf(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return [...ALWAYS, value + 1, value - 1, value * 2, -value, value + 0.5, `${value}`];
  if (typeof value === 'string') return [...ALWAYS, `${value}x`, value.toUpperCase(), [value]];
  if (typeof value === 'boolean') return [...ALWAYS, !value];
  if (!Array.isArray(value)) return ALWAYS;
  const others = [[...value, value[0] ?? 0], value.slice(1), value.slice(0, -1), [...value].reverse()];
  return [...ALWAYS, ...others, value.map(() => value[0]), { length: value.length }];
}

const KEYS = ['x', '__proto__', 'constructor'] as const;

/** Every place of a JSON value with every other value, and keys that nobody asked for. */
export function* changedJson(value: unknown): Generator<{ readonly name: string; readonly make: () => unknown }> {
  for (const path of placesOf(value)) {
    const now = path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);
    for (const other of insteadOf(now)) {
      const name = `${path.join('.')}: ${shown(other)} in place of ${shown(now)}`;
      yield { name, make: () => changed(value, path, other) };
    }
  }
  for (const key of KEYS) {
    const make = (): unknown => Object.defineProperty(structuredClone(value), key, { value: [1], enumerable: true });
    yield { name: `${key} added`, make };
  }
}

function changed(value: unknown, path: Path, other: unknown): unknown {
  const root = structuredClone(value);
  const last = path[path.length - 1];
  const holder = path.slice(0, -1).reduce((part, key) => (part as Record<string | number, unknown>)[key], root);
  if (other !== LEAVE_OUT) (holder as Record<string | number, unknown>)[last] = other;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Record<string | number, unknown>)[last];
  return root;
}

function shown(value: unknown): string {
  if (value === LEAVE_OUT) return 'nothing';
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value) ?? ''}\n`);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Of a file of one JSON value. */
export function* jsonStates(bytes: Uint8Array): Generator<State> {
  for (const { name, make } of changedJson(JSON.parse(textOf(bytes)))) yield { name, make: () => bytesOf(make()) };
}

/** Of a file with a JSON value a line, in its first line and its last. */
export function* lineStates(bytes: Uint8Array): Generator<State> {
  const lines = textOf(bytes).trimEnd().split('\n');
  for (const at of new Set([0, lines.length - 1])) {
    for (const { name, make } of changedJson(JSON.parse(lines[at])))
      yield {
        name: `line ${at + 1}, ${name}`,
        make: () => joinedLines(lines.with(at, JSON.stringify(make()) ?? '')),
      };
  }
}

const joinedLines = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`);
