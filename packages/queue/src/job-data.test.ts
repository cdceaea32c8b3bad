import { checkJob, checkTag, failureOf, failureText } from './job-data.js';

const ID = '07'.repeat(32);
const CODE = 'c0de'.repeat(16);
const sound = { format: 1, label: 'x', code: CODE, setting: ID, task: { entry: 0 } };

test('accepts what a coordinator publishes', () => {
  expect(checkJob(ID, sound, CODE)).toEqual(sound);
});

test.each([
  ['a path as its id', '../../etc/passwd', {}, /its id is "\.\.\/\.\.\/etc/],
  ['no id', undefined, {}, /its id is undefined/],
  ['another format', ID, { format: 2 }, /its format is 2/],
  ['a label that is no text', ID, { label: 7 }, /its label is 7/],
  ['a path as its setting', ID, { setting: '../x' }, /its setting is "\.\.\/x"/],
  ['a command as its task', ID, { task: 'rm -rf /' }, /its task is "rm -rf/],
  ['more than 64 KiB', ID, { label: 'x'.repeat(70_000) }, /more than 65536 bytes/],
  ['the code of another release', ID, { code: 'other' }, /the code "other"; this worker has the code "c0dec0de/],
])('refuses %s', (_, id, changes, message) => {
  expect(() => checkJob(id, { ...sound, ...changes }, CODE)).toThrow(message);
});

test.each([undefined, null, 'text', 7])('refuses %j for all of its data', (data) => {
  expect(() => checkJob(ID, data, CODE)).toThrow(/the job is refused/);
});

test('failures are read back, and texts of others are kept', () => {
  expect(failureOf(failureText('io', 'gone'))).toEqual({ code: 'io', message: 'gone' });
  const ofData = { code: 'invalid-argument', message: 'NaN', about: 'data' } as const;
  expect(failureOf(failureText(ofData.code, ofData.message, ofData.about))).toEqual(ofData);
  expect(failureOf('job stalled')).toEqual({ message: 'job stalled' });
  expect(failureOf('"text"')).toEqual({ message: '"text"' });
});

test.each(['gpu', 'a100-80gb', '7'])('%j is a tag', (tag) => {
  expect(() => checkTag(tag)).not.toThrow();
});

test.each(['', 'GPU', 'a:b', '-x', 'x'.repeat(33)])('%j is refused as a tag', (tag) => {
  expect(() => checkTag(tag)).toThrow(/the tag .* is refused; need at most 32 lower-case/);
});
