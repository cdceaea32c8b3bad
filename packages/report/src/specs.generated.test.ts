// nx-ignore-next-line: what writes code decides no build
import { staleSpecs } from '@selvedge/definition-tools';

test('the names are what the definitions say', () => {
  expect(staleSpecs(['report'])).toEqual([]);
});
