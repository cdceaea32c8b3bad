/**
 * What each component of a family is tested with. A loop over the result runs every definition through the family's
 * contract, and a definition that nobody thought of fails.
 *
 * @param kinds - those of the family's definitions
 * @param cases - what to test each with, by kind
 * @throws Error naming a kind without a case, and a case without a kind
 */
export function contractCases<Case>(
  family: string,
  kinds: readonly string[],
  cases: Readonly<Record<string, Case>>,
): readonly (readonly [kind: string, example: Case])[] {
  const missing = kinds.filter((kind) => !Object.hasOwn(cases, kind));
  if (missing.length > 0)
    throw new Error(`${family} ${missing.join(', ')}: no case of the contract; add one to its test`);
  const gone = Object.keys(cases).filter((kind) => !kinds.includes(kind));
  if (gone.length > 0) throw new Error(`${family} ${gone.join(', ')}: a case of the contract, but no definition`);
  return kinds.map((kind) => [kind, cases[kind]] as const);
}
