/**
 * A text for a terminal: control characters and escape sequences, which names and messages from files may hold, are written as
 * `\x1b`, so that they can neither move the cursor nor change the screen. Line breaks, tabs and colours stay.
 */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  text.replace(/\x1b\[[0-9;]{0,20}m|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, (found) =>
    found.length > 1 ? found : escaped(found),
  );

const escaped = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
};
