/**
 * A text for a terminal: control characters and escape sequences, which names and messages from files may hold, are written as
 * `\x1b`, so that they can neither move the cursor nor change the screen. Line breaks and tabs stay.
 *
 * @param colored - whether the text has colours of ours, which stay, too; none that hides text is among them
 */
export const printable = (text: string, colored = false): string =>
  text.replace(colored ? OTHER_THAN_OURS : SPECIAL, (found) => (found.length > 1 ? found : escaped(found)));

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const SPECIAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;
/** Bold, dim, red, green, yellow, cyan, and their ends. */
const OTHER_THAN_OURS = new RegExp(`\x1b\\[(?:1|2|22|31|32|33|36|39)m|${SPECIAL.source}`, 'g');
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: control characters are what is looked for

const escaped = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
};
