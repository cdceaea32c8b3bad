import { ENTRIES } from './packages.js';
import { bundledBytes } from './with-esbuild.js';

const THREE_KILOBYTES = 3000;

test('accuracy alone stays under 3 kB', async () => {
  const code = "import { accuracy } from '@selvedge/evaluate'; console.log(accuracy);";
  expect(await bundledBytes(code)).toBeLessThan(THREE_KILOBYTES);
});

test.each(ENTRIES)('%s bundles for a browser', async (entry) => {
  expect(await bundledBytes(`export * from '${entry}';`)).toBeGreaterThan(1000);
});
