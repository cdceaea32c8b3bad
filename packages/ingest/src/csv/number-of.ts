/** Decimal notation only: no hexadecimal, no thousands separators, no words. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a field holds, blanks around it ignored.
 *
 * @returns undefined when it is none, is beyond the range of float64, or is a whole number that float64 cannot hold
 */
export function numberOf(field: string): number | undefined {
  const text = field.trim();
  if (text.length > 400 || !DECIMAL.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const whole = /^[+-]?\d+$/.test(text);
  if (whole && !Number.isSafeInteger(value) && BigInt(text.replace('+', '')) !== BigInt(value)) return undefined;
  return value;
}

/** Whether a field says that there is no number. */
export const isMissing = (field: string): boolean => /^\s*(?:|nan|na|n\/a|null|\?)\s*$/i.test(field);
