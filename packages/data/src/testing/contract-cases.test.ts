import { contractCases } from './index.js';

test('a definition without a case of the contract fails, and so does a case without a definition', () => {
  expect(contractCases('split', ['last'], { last: 1 })).toEqual([['last', 1]]);
  expect(() => contractCases('split', ['last', 'first'], { last: 1 })).toThrow('split first: no case of the contract');
  expect(() => contractCases('split', ['last'], { last: 1, first: 2 })).toThrow('split first: a case of the contract');
});
