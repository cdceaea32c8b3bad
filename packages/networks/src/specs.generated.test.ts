import { staleSpecs } from '@selvedge/definition-tools';

test('the interfaces are what the definitions say', () => {
  expect(staleSpecs(['networks'])).toEqual([]);
});
