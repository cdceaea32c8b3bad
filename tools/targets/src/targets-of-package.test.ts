import { targetsOfPackage } from './targets-of-package.js';

test('gives a published package all targets, cached', () => {
  const targets = targetsOfPackage('packages/evaluate', {});
  expect(Object.keys(targets)).toEqual(['lint', 'typecheck', 'build', 'test', 'pack', 'packed', 'packed-matrix']);
  expect(Object.values(targets).every((target) => target.cache)).toBe(true);
  expect(targets['packed']?.options.command).toBe('node tools/packed/dist/check-command.js evaluate');
});

test('packs nothing that is private', () => {
  expect(Object.keys(targetsOfPackage('tools/bench', { private: true }))).toEqual([
    'lint',
    'typecheck',
    'build',
    'test',
  ]);
});

test('joins the modules of a package that has files for Node', () => {
  const exports = { '.': { node: './dist/node/index.js', default: './dist/index.js' } };
  const { build } = targetsOfPackage('packages/evaluate', { exports });
  expect(build.options.command).toBe('tsc --build tsconfig.lib.json && node ../../tools/bundle/dist/command.js');
  expect(build.inputs).toContain('{workspaceRoot}/tools/bundle/src/**/*');
  expect(targetsOfPackage('packages/studies', {})['build'].options.command).toBe('tsc --build tsconfig.lib.json');
});
