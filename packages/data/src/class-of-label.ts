/** Not 0x10, which JavaScript takes for 16. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Whether a class is named by a number, in decimal notation. */
export const isNumberName = (text: string): boolean => DECIMAL.test(text) && Number.isFinite(Number(text));

/** A number as JavaScript writes it; whole numbers beyond those of float64 stay as they are written. */
export const numberKey = (name: string): string =>
  Number.isSafeInteger(Number(name)) || !Number.isInteger(Number(name)) ? String(Number(name)) : name;

/** Whether a class is named by a truth value: pandas writes `True`, JSON `true`, spreadsheets `TRUE`. */
export const isBooleanName = (text: string): boolean => /^(?:true|false)$/i.test(text);

/**
 * Finds the number of the class that a label names: by the name itself; where every class is named by a number by the number,
 * however it is written (`7.0` is `7`, and `True` is 1 where there are no classes but 0 and 1); and where every class is named
 * by a truth value by that.
 */
export function classOfLabel(classes: readonly string[]): (label: string) => number | undefined {
  const byName = new Map(classes.map((name, at) => [name, at]));
  const keyOf = otherKey(classes);
  const byKey = new Map(keyOf ? classes.map((name, at) => [keyOf(name), at]) : []);
  return (label) => {
    const key = byName.has(label) ? undefined : keyOf?.(label);
    return key === undefined ? byName.get(label) : byKey.get(key);
  };
}

/** What labels of these classes are told apart by, beside their names. */
function otherKey(classes: readonly string[]): ((name: string) => string | undefined) | undefined {
  if (classes.every(isBooleanName)) return (name) => (isBooleanName(name) ? name.toLowerCase() : undefined);
  if (!classes.every(isNumberName)) return undefined;
  const areBits = classes.every((name) => /^[01]$/.test(numberKey(name)));
  return (name) => {
    if (areBits && isBooleanName(name)) return name.toLowerCase() === 'true' ? '1' : '0'; // as NumPy counts them
    return isNumberName(name) ? numberKey(name) : undefined;
  };
}

/** What to say of labels that are none of the classes and hard to tell from one; an empty text where there is none. */
export function lookalike(labels: readonly string[], classes: readonly string[]): string {
  for (const label of labels) {
    const near = classes.find((name) => plain(name) === plain(label));
    if (near !== undefined)
      return ` '${label}' and '${near}' differ in ${differenceOf(label, near)} alone; write them alike.`;
  }
  return '';
}

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

function differenceOf(a: string, b: string): string {
  if (a.normalize('NFC') === b.normalize('NFC')) return 'the form of Unicode (NFC and NFD)';
  return a.trim() === b.trim() ? 'blanks' : 'upper and lower case';
}
