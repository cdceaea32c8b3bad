import { runGuide } from '@selvedge/jest-tools';

test.each(['from-the-first-picture', 'from-scikit-learn-and-keras', 'models-of-your-own', 'in-the-browser'])(
  'the guide %s runs, and prints what it says',
  async (name) => {
    const guide = new URL(`../../../docs/guides/${name}.md`, import.meta.url);
    const { printed, expected } = await runGuide(guide, (specifier) => import(specifier));
    expect(printed).toEqual(expected);
    expect(printed.length).toBeGreaterThan(2);
  },
  300_000, // four guides train models, and other tests run beside them
);
