import { z } from 'zod';
import { catalogueOf } from './catalogue.js';
import { defineComponent } from './definition.js';
import { explainIssues } from './explain.js';
import { advised, guessedAs, guessedWords } from './guessed-names.js';

const schema = z.strictObject({
  search: z.strictObject({ over: guessedAs(z.record(z.string(), z.number()), 'paramGrid', 'params') }).optional(),
  folds: guessedAs(z.int().optional(), 'cv'),
});
const explained = (value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return explainIssues(error?.issues ?? [], value, schema, 'the test').map(({ message }) => message);
};

test('a guess from elsewhere is answered with the right name, and nothing else is reported missing', () => {
  expect(explained({ cv: 5 })).toEqual(["unknown key 'cv'; write 'folds'"]);
  expect(explained({ search: { param_grid: {} } })).toEqual(["search: unknown key 'param_grid'; write 'over'"]);
  expect(explained({ search: { params: {} } })).toEqual(["search: unknown key 'params'; write 'over'"]);
});

interface AdamSpec {
  readonly kind: 'adam';
  readonly beta: number;
}

const adam = defineComponent<AdamSpec>({
  family: 'optimizer',
  kind: 'adam',
  description: 'Steps.',
  knownAs: ['keras-adam'],
  advice: { lr: 'write learningRate beside optimizer' },
  fields: { beta: z.number().default(0.9).describe('Decay.') },
});
const optimizers = catalogueOf({ family: 'optimizer', typeName: 'Spec', description: 'Steps.' }, [adam]);
const train = z.strictObject({
  optimizer: advised(optimizers.schema, { lbfgs: 'batches are too noisy for it; write adam' }),
  loss: guessedWords(z.enum(['mean-squared-error']), { mse: 'mean-squared-error' }).optional(),
});
const explainedTrain = (value: unknown): readonly string[] =>
  explainIssues(train.safeParse(value).error?.issues ?? [], value, train, 'the test').map(({ message }) => message);

test.each([
  [{ optimizer: 'adam' }, "optimizer: got 'adam'; write { kind: 'adam' }"],
  [{ optimizer: 'Adam' }, "optimizer: got 'Adam'; write { kind: 'adam' }"],
  [{ optimizer: 'KerasAdam' }, "optimizer: got 'KerasAdam'; write { kind: 'adam' }"],
  [{ optimizer: 'other' }, "optimizer: got 'other'; write { kind: ... }, one of adam"],
  [{ optimizer: { kind: 'keras_adam' } }, "optimizer.kind: got 'keras_adam'; write 'adam'"],
  [{ optimizer: { kind: 'lbfgs' } }, "optimizer.kind: got 'lbfgs'; batches are too noisy for it; write adam"],
  [{ optimizer: { kind: 'adam', lr: 1 } }, "optimizer: unknown key 'lr'; write learningRate beside optimizer"],
  [{ optimizer: { kind: 'adam' }, loss: 'MSE' }, "loss: got 'MSE'; write 'mean-squared-error'"],
])('%j is answered with what to write', (value, message) => {
  expect(explainedTrain(value)).toEqual([message]);
});

test('a catalogue answers a kind alone, and a name from elsewhere, in code', () => {
  expect(() => optimizers.checked('Adam')).toThrow("optimizer: got 'Adam'; write { kind: 'adam' }.");
  expect(() => optimizers.checked({ kind: 'KerasAdam' })).toThrow("unknown kind 'KerasAdam'; write 'adam'.");
});
