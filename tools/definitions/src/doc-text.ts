import type { JsonSchema } from './json-schema.js';

const WIDTH = 118;

/** A TSDoc comment: the description, the bounds and the default of a schema. */
export function docText(schema: JsonSchema, indent: string): string {
  const sentences = [schema.description, boundsText(schema)].filter(Boolean).join(' ');
  const lines = wrapped(sentences, WIDTH - indent.length - 3);
  if (schema.default !== undefined) lines.push(`@defaultValue ${JSON.stringify(schema.default)}`);
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** `From 0 to 180.`, `Whole, from 1.` */
export function boundsText(schema: JsonSchema): string {
  if (schema.type !== 'number' && schema.type !== 'integer') return '';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, type } = schema;
  const isBounded = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const lower = isBounded(minimum) ? `from ${minimum}` : isBounded(exclusiveMinimum) ? `above ${exclusiveMinimum}` : '';
  const upper = isBounded(maximum) ? `to ${maximum}` : isBounded(exclusiveMaximum) ? `below ${exclusiveMaximum}` : '';
  const range = [lower, upper].filter(Boolean).join(lower.startsWith('from') && upper.startsWith('to') ? ' ' : ', ');
  const words = [type === 'integer' ? 'whole' : '', range].filter(Boolean).join(', ');
  return words === '' ? '' : `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
