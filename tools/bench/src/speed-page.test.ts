import type { SpeedResults, SpeedRow } from './results.js';
import { speedPage } from './speed-page.js';

const row = (work: string, processorSeconds: number): SpeedRow => ({
  work,
  wanted: 3,
  ours: {
    name: 'selvedge',
    threads: 2,
    runs: [
      { seconds: 2, processorSeconds },
      { seconds: 1, processorSeconds: 9 },
    ],
  },
  peer: { name: 'scikit-learn 1.9.1', threads: 1, runs: [{ seconds: 4, processorSeconds: 6 }], accuracy: 0.5 },
});
const results = (rows: readonly SpeedRow[]): SpeedResults => ({
  title: 'Trees',
  command: 'node x.js',
  date: '2026-11-27',
  processor: 'P',
  cores: 2,
  node: 'v20',
  load: [1, 2],
  rows,
});

describe('speedPage(results, profiles)', () => {
  test('compares the quickest runs, and says how far others were from them', () => {
    const page = speedPage([results([row('tree', 2)])], {});
    expect(page).toContain(
      '| tree | 1.00 (to 2.0x), 2.00 (to 4.5x) | scikit-learn 1.9.1, 1 thread | 4.00, 6.00 | 4.00, 3.00 | 3 |',
    );
    expect(page).toContain('`node x.js`; 2026-11-27, P, 2 cores, load 1 to 2, Node.js v20');
    expect(page).not.toContain('Below');
  });

  test('says where the time of rows below what is wanted goes, by their processor seconds', () => {
    const page = speedPage([results([row('tree', 3), row('forest', 4)])], { tree: 'half of it sorts.' });
    expect(page).toContain('- tree: half of it sorts.\n- forest: not profiled yet.');
  });
});
