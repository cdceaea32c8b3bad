import { counted } from './counted.js';

test('counted(count, noun) says one of a thing', () => {
  expect([0, 1, 2].map((count) => counted(count, 'row'))).toEqual(['0 rows', '1 row', '2 rows']);
});
