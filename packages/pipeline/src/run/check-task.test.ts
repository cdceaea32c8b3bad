import { checkForm } from './check-task.js';

test.each([
  { entry: 0 },
  { entry: 1, trials: [0, 1], step: 'a' },
  { entry: 1, values: [{ 'model.C': 1 }] },
  { entry: 1, fit: 'fold-1' },
])('%j has the form of a task', (task) => {
  expect(() => checkForm(task, 2)).not.toThrow();
});

test.each([
  [undefined, /its model is undefined/],
  [{}, /its model is undefined/],
  [{ entry: 2 }, /its model is 2; there are 2, from 0/],
  [{ entry: -1 }, /its model is -1/],
  [{ entry: '0' }, /its model is "0"/],
  [{ entry: 'length' }, /its model is "length"/],
  [JSON.parse('{ "entry": "__proto__" }'), /its model is "__proto__"/],
  [{ entry: 0, trials: 5 }, /its trials are 5; need a list/],
  [{ entry: 0, trials: 'abc' }, /its trials are "abc"/],
  [{ entry: 0, values: { length: 1 } }, /its values are/],
  [{ entry: 0, fit: ['fold-1'] }, /its fit is/],
  [{ entry: 0, step: { key: 'a' } }, /its step is/],
])('%j is refused in words', (task, why) => {
  expect(() => checkForm(task, 2)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(why) }),
  );
});
