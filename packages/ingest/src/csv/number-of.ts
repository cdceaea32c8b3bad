/** Decimal notation only: no hexadecimal, no thousands separators, no words. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a field holds, blanks around it ignored.
 *
 * @param decimal - what stands between the whole part and the fraction
 * @returns undefined when it is none, is beyond the range of float64, or is a whole number that float64 cannot hold
 */
export function numberOf(field: string, decimal = '.'): number | undefined {
  const text = decimal === '.' ? field.trim() : withPoint(field.trim(), decimal);
  if (text.length > 400 || !DECIMAL.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const whole = /^[+-]?\d+$/.test(text);
  if (whole && !Number.isSafeInteger(value) && BigInt(text.replace('+', '')) !== BigInt(value)) return undefined;
  return value;
}

/** What pandas and this library take for no value, in any case; and the sign of older collections of data. */
const MISSING = /^\s*(?:|[+-]?nan|na|n\/a|null|none|<na>|#n\/a(?: n\/a)?|#na|-?1\.#(?:ind|qnan)|\?)\s*$/i;

/** Whether a field says that there is no number. */
export const isMissing = (field: string): boolean => MISSING.test(field);

/** A point in such a field is not part of a number. */
const withPoint = (text: string, decimal: string): string =>
  text.includes('.') ? 'a point' : text.replace(decimal, '.');

/** A number that is none for a model. */
export const INFINITE: RegExp = /^\s*[+-]?inf(?:inity)?\s*$/i;

export const BOOLEAN: RegExp = /^\s*(?:true|false)\s*$/i;

/** Whether a field is written as a number, whatever float64 makes of it: infinite, or one of many digits. */
export const isNumeral = (field: string, decimal = '.'): boolean =>
  INFINITE.test(field) || DECIMAL.test(decimal === '.' ? field.trim() : withPoint(field.trim(), decimal));
