import { runReadmeExample } from '@selvedge/jest-tools';

test('the example of the README runs and prints what it says', async () => {
  const { printed, expected } = await runReadmeExample(
    new URL('../README.md', import.meta.url),
    (name) => import(name),
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(printed).toEqual(expected);
});
