import type { RecordedRow } from './record.js';

/**
 * Compares a run of a row with what is recorded of it: each accuracy, on every part of every model. Networks give other
 * last digits on another kind of processor, trees, neighbours and solvers do not.
 *
 * @returns a sentence per difference; none where all figures came out again
 */
export function differencesOf(recorded: RecordedRow, measured: RecordedRow): readonly string[] {
  const now = figuresOf(measured);
  const before = figuresOf(recorded);
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names.flatMap((name) =>
    before.get(name) === now.get(name)
      ? []
      : [`${name}: ${now.get(name) ?? 'not measured'} for ${before.get(name) ?? 'nothing'} recorded`],
  );
}

function figuresOf({ models }: RecordedRow): ReadonlyMap<string, number> {
  return new Map(
    models.flatMap(({ name, parts }) =>
      Object.entries(parts).map(([part, { accuracy }]) => [`${name}, ${part}`, accuracy.value] as const),
    ),
  );
}

/** Whether both were measured on processors of one name. */
export const isSameProcessor = (a: RecordedRow, b: RecordedRow): boolean =>
  a.environment.processor === b.environment.processor;
