import { z } from 'zod';
import { explainIssues } from './explain.js';
import { guessedAs } from './guessed-names.js';

const schema = z.strictObject({
  search: z.strictObject({ over: guessedAs(z.record(z.string(), z.number()), 'paramGrid', 'params') }).optional(),
  folds: guessedAs(z.int().optional(), 'cv'),
});
const explained = (value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return explainIssues(error?.issues ?? [], value, schema, 'the test').map(({ message }) => message);
};

test('a guess from elsewhere is answered with the right name, and nothing else is said to be missing', () => {
  expect(explained({ cv: 5 })).toEqual(["unknown key 'cv'; write 'folds'"]);
  expect(explained({ search: { param_grid: {} } })).toEqual(["search: unknown key 'param_grid'; write 'over'"]);
  expect(explained({ search: { params: {} } })).toEqual(["search: unknown key 'params'; write 'over'"]);
});
