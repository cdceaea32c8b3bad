import { parseSpec } from './parse-spec.js';

test('image.depth: 16 is refused with what keeps 16 bits', async () => {
  const parsing = (depth: unknown): Promise<unknown> =>
    parseSpec({ version: 1, data: { train: 'photos', image: { depth: depth as number } }, model: { kind: 'knn' } });
  await expect(parsing(16)).rejects.toThrow(
    /data\.image\.depth: got 16; need 8, which scales 16 bits to 8\. .*numpy\.savez\(file, x=pixels, y=labels\)/,
  );
  await expect(parsing('8')).rejects.toThrow("data.image.depth: got '8'; need a number");
  await expect(parsing(8)).resolves.toBeDefined();
});
