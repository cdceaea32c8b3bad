/** Not 0x10, which JavaScript takes for 16. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Whether a class is named by a number, in decimal notation. */
export const isNumberName = (text: string): boolean => DECIMAL.test(text) && Number.isFinite(Number(text));

/** A number as JavaScript writes it; whole numbers beyond those of float64 stay as they are written. */
export const numberKey = (name: string): string =>
  Number.isSafeInteger(Number(name)) || !Number.isInteger(Number(name)) ? String(Number(name)) : name;

/**
 * Finds the number of the class that a label names: by the name itself, and where every class is named by a number by the
 * number, however it is written (`7.0` is `7`).
 */
export function classOfLabel(classes: readonly string[]): (label: string) => number | undefined {
  const byName = new Map(classes.map((name, at) => [name, at]));
  const areNumbers = classes.every(isNumberName);
  const byNumber = areNumbers ? new Map(classes.map((name, at) => [numberKey(name), at])) : undefined;
  return (label) => byName.get(label) ?? (byNumber && isNumberName(label) ? byNumber.get(numberKey(label)) : undefined);
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
