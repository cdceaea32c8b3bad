/** Keys and list positions from the root of a value to a part of it. */
export type Path = readonly (string | number)[];

/** `models[0].model.k` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** The part of a plain value at `path`, or undefined where there is none. */
export function partAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? at[step as keyof typeof at] : undefined,
    root,
  );
}
