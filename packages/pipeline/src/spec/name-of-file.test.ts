import { nameOfFile } from './name-of-file.js';

test.each([
  ['/x/quickstart.pipeline.yaml', 'quickstart'],
  ['a.b_c-1.json', 'a.b_c-1'],
  ['fits-.yaml', 'fits-'],
  ['my file.pipeline.yaml', 'my-file'],
  ['späti (2).yml', 'spati-2'],
  ['.hidden.yaml', 'hidden'],
  ['con.pipeline.yaml', 'pipeline-con'],
  ['NUL.2.yaml', 'pipeline-NUL.2'],
  ['best..yaml', 'best'],
  ['日本.pipeline.yaml', 'pipeline'],
  [`${'n'.repeat(100)}.yaml`, 'n'.repeat(80)],
])('a file %s without a name is the pipeline %s', (file, name) => {
  expect(nameOfFile(file)).toBe(name);
});
