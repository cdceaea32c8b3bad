import { runReadmeExample } from '@selvedge/jest-tools';

test("the example of the repository's README runs", async () => {
  const { printed } = await runReadmeExample(new URL('../../../README.md', import.meta.url), (name) => import(name));
  expect(printed).toEqual([
    expect.stringMatching(/^(fashion-mnist: 0\.8554|garments: 0\.[89]\d*), 95 % interval 0\.\d{4} to 0\.\d{4}$/),
  ]);
});
