import { pathToFileURL } from 'node:url';
import { runReadmeExample } from '../src/readme-example.js';

/** Folder of the package whose tests run, as the preset says it. */
declare const packageFolder: string;

test('the example of the README runs and prints what it says', async () => {
  const readme = pathToFileURL(`${packageFolder}/README.md`);
  const { printed, expected } = await runReadmeExample(readme, (name) => import(name));
  expect(expected.length).toBeGreaterThan(0);
  expect(printed).toEqual(expected);
});
