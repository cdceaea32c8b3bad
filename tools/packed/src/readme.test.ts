import { parseReadme } from './readme.js';

test('finds what to install, what to write and what that prints', () => {
  const readme = parseReadme(`# x
\`\`\`sh
npm install @selvedge/compute onnxruntime-node   # or onnxruntime-web
\`\`\`
\`\`\`ts
import { readFile } from 'node:fs/promises';
import { search } from '@selvedge/compute/search';
console.log(1 + 1); // 2
\`\`\`
`);
  expect(readme.install).toEqual(['@selvedge/compute', 'onnxruntime-node']);
  expect(readme.example).toMatch(/console.log\(1 \+ 1\); \/\/ 2\n$/);
  expect(readme.imports).toEqual(['@selvedge/compute']);
  expect(readme.prints).toEqual(['2']);
});

test('finds nothing in a README without examples', () => {
  expect(parseReadme('# x')).toEqual({ install: [], example: undefined, imports: [], prints: [] });
});
