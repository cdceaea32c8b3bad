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

  test('shows the ratios of another day beside those of the latest', () => {
    const before = { ...results([row('tree', 4)]), date: '2026-11-20', processor: 'Q' };
    const page = speedPage([before, results([row('tree', 2), row('forest', 2)])], {});
    expect(page).toContain('Node.js v20; before, 2026-11-20, Q, 2 cores, load 1 to 2, Node.js v20');
    expect(page).toContain('| ratio: s, processor s | on 2026-11-20 | wanted |');
    expect(page).toContain('| 4.00, 3.00 | 4.00, 1.50 | 3 |');
    expect(page).toMatch(/\| forest .* \| 4\.00, 3\.00 \| {2}\| 3 \|/);
    expect(page.match(/^## /gm)).toHaveLength(1);
  });
});
