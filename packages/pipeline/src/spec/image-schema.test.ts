import { parseSpec } from './parse-spec.js';

test('image.depth: 8 scales pictures of 16 bits and 16 keeps them; nothing else is taken', async () => {
  const parsing = (depth: unknown): Promise<unknown> =>
    parseSpec({ version: 1, data: { train: 'photos', image: { depth: depth as number } }, model: { kind: 'knn' } });
  await expect(parsing(10)).rejects.toThrow('data.image.depth: got 10; need 8 or 16');
  await expect(parsing('8')).rejects.toThrow("data.image.depth: got '8'; need a number");
  for (const depth of [8, 16]) await expect(parsing(depth)).resolves.toBeDefined();
});
