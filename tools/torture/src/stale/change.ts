import { type Base, FILES } from './stale-project.js';

/** One ingredient of keys, changed; and which steps then have to run again. */
export interface Change {
  readonly name: string;
  /** Contents of files that are written. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Further words of the command. */
  readonly words?: readonly string[];
  /** The unchanged run; default `a.pipeline.yaml`. */
  readonly base?: Base;
  /** What is run; default: the base. */
  readonly pipeline?: string;
  /**
   * `again`: Nx runs the command, which then takes every step from the cache, because files are hashed as a whole. `apart`:
   * nothing that a target of Nx sees. Default: Nx runs the command where a step has to run.
   */
  readonly nx?: 'again' | 'apart';
  runs(step: string): boolean;
}

export const nothing = (): boolean => false;
export const everything = (): boolean => true;
export const matching =
  (pattern: RegExp) =>
  (step: string): boolean =>
    pattern.test(step);

/** A file with another text in it. */
export const edited = (file: string, from: string | RegExp, to: string): Readonly<Record<string, string>> => {
  const text = FILES[file].replace(from, to);
  if (text === FILES[file]) throw new Error(`the change of ${file} changes nothing`);
  return { [file]: text };
};
