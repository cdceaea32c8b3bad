/** Families whose definitions are part of another's, and are tested with it. */
const PARTS: Readonly<Record<string, string>> = {
  baseModels: 'classifiers',
  baseTransforms: 'transforms',
};

/**
 * The families of a package that no test loops over: a new definition of theirs would be without a contract.
 *
 * @param listed - the text of the package's `catalogues.ts`
 * @param tests - the text of all of its tests
 */
export function familiesWithoutContract(listed: string, tests: string): readonly string[] {
  const lists = [...listed.matchAll(/atalogues: [^=]* = \[([^\]]*)\]/g)].map(([, names]) => names);
  const families = [...lists.join(',').matchAll(/\w+/g)].map(([name]) => PARTS[name] ?? name);
  const isLooped = (family: string): boolean => new RegExp(`\\b${family}\\.(definitions|kinds|names)\\b`).test(tests);
  return [...new Set(families)].filter((family) => !isLooped(family));
}
