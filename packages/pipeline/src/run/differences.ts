/** What differs between two values of plain JSON, a sentence each: `preprocess[0].factor changed from 10 to 15`. */
export function differences(now: unknown, then: unknown, path: string): readonly string[] {
  if (JSON.stringify(now) === JSON.stringify(then)) return [];
  if (isMap(now) && isMap(then)) {
    const keys = [...new Set([...Object.keys(now), ...Object.keys(then)])];
    return keys.flatMap((key) => differences(now[key], then[key], path === '' ? key : `${path}.${key}`));
  }
  if (Array.isArray(now) && Array.isArray(then) && now.length === then.length) {
    return now.flatMap((item, at) => differences(item, then[at], `${path}[${at}]`));
  }
  if (then === undefined || then === null) return [`${path} was set to ${shown(now)}`];
  if (now === undefined || now === null) return [`${path} (${shown(then)}) was removed`];
  return [`${path} changed from ${shown(then)} to ${shown(now)}`];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
