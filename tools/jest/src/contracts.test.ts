import { familiesWithoutContract } from './contracts.js';

const listed = 'export const catalogues: readonly Catalogue[] = [splits, other];\n';

test('a family that no test loops over is found', () => {
  expect(familiesWithoutContract(listed, 'for (const kind of splits.kinds) check(kind);')).toEqual(['other']);
});

test('a family that a test loops over has a contract', () => {
  expect(familiesWithoutContract(listed, 'splits.definitions, test.each(other.names)')).toEqual([]);
});
