/** A variable of the process; undefined where it is not set or empty, and in browsers. */
export function environmentVariable(name: string): string | undefined {
  return (typeof process === 'undefined' ? undefined : process.env?.[name]) || undefined;
}
