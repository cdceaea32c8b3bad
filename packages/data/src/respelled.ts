/**
 * The word of a list that was written in another case, or with other hyphens: `leaky-relu` for `leakyRelu`, `LeakyReLU`
 * and `leaky_relu`. Keys are camelCase and words are kebab-case, so each has one right spelling.
 *
 * @returns undefined where the word itself is in the list, or none is like it
 */
export function respelled(word: unknown, words: readonly string[]): string | undefined {
  if (typeof word !== 'string' || words.includes(word)) return undefined;
  const letters = lettersOf(word);
  return words.find((each) => lettersOf(each) === letters);
}

const lettersOf = (word: string): string => word.replace(/[-_ ]/g, '').toLowerCase();
