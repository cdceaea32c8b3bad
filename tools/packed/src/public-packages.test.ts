import { closure, type PublicPackage } from './public-packages.js';

const entry = (name: string, dependencies: Record<string, string>): [string, PublicPackage] => [
  name,
  { name, folder: name, path: name, manifest: { name, version: '1.0.0', dependencies } },
];

test('takes a package and all of ours below it, and follows a circle once', () => {
  const packages = new Map([
    entry('a', { b: '1', zod: '4' }),
    entry('b', { c: '1' }),
    entry('c', { b: '1' }),
    entry('d', {}),
  ]);
  expect([...closure(packages, ['a', 'zod'])]).toEqual(['a', 'b', 'c']);
});
