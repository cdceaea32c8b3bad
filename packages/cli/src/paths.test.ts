import { folder } from './paths.js';

test('folder(path) takes folders that are there or not, and neither a file nor nothing', () => {
  expect([folder('.'), folder('not/there')]).toEqual(['.', 'not/there']);
  expect(() => folder(import.meta.filename)).toThrow('It is a file');
  for (const path of ['', ' ']) expect(() => folder(path)).toThrow('It is empty');
});
