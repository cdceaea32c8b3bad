import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FigureBlock, MisclassifiedBlock } from '@selvedge/report/types';
import { Cache, listEntries } from '@selvedge/workflow';
import { keptDrawings } from './kept-drawings.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-drawings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bars = (value: number): FigureBlock => ({
  kind: 'figure',
  figure: { kind: 'model-bars', title: 'bars', models: [{ name: 'a', value, low: 0, high: 1 }] },
});
const misclassified = (...pixels: readonly number[]): MisclassifiedBlock => ({
  kind: 'misclassified',
  shape: [1, pixels.length, 1],
  misclassified: [
    { row: 0, pixels: Uint8Array.from(pixels), trueClass: 'a', predictedClass: 'b', probability: 1, neighbours: [] },
  ],
});

/** Draws each block in turn; how often something was drawn, and what came out. */
async function draw(
  blocks: readonly (FigureBlock | MisclassifiedBlock)[],
  reading: 'on' | 'off' = 'on',
  directory = folder,
): Promise<{ readonly drawn: number; readonly html: readonly string[] }> {
  const keep = keptDrawings(new Cache(directory), reading);
  let drawn = 0;
  const html: string[] = [];
  for (const [at, block] of blocks.entries())
    html.push(
      await keep(block, async () => {
        drawn++;
        return `<svg>é ${at}</svg>`;
      }),
    );
  return { drawn, html };
}

describe('keptDrawings(cache, reading)', () => {
  test('draws equal blocks once, in this run and in later ones', async () => {
    const first = await draw([bars(0.5), bars(0.5), misclassified(1, 2)]);
    expect(first).toEqual({ drawn: 2, html: ['<svg>é 0</svg>', '<svg>é 0</svg>', '<svg>é 2</svg>'] });
    expect(await draw([bars(0.5), bars(0.5), misclassified(1, 2)])).toEqual({ ...first, drawn: 0 });
  });

  test('draws what differs in a bit', async () => {
    const blocks = [0, -0, NaN, Infinity, -Infinity, null as never, 'NaN' as never].map(bars);
    expect((await draw([...blocks, misclassified(1, 2), misclassified(1, 3)])).drawn).toBe(9);
  });

  test('draws again what was damaged, what is not to be read, and where nothing can be kept', async () => {
    await draw([bars(0.5)]);
    expect((await draw([bars(0.5)], 'off')).drawn).toBe(1);
    const [{ key }] = await listEntries(new Cache(folder));
    const entry = new Cache(folder).folderOf(key);
    expect((await readdir(entry)).sort()).toEqual(['drawing.html', 'entry.json']);
    await writeFile(join(entry, 'drawing.html'), '<svg>ê 0</svg>');
    expect(await draw([bars(0.5)])).toEqual({ drawn: 1, html: ['<svg>é 0</svg>'] });
    expect((await draw([bars(0.5)])).drawn).toBe(0);
    await writeFile(join(folder, 'file'), '');
    expect(await draw([bars(0.5)], 'on', join(folder, 'file', 'cache'))).toMatchObject({ drawn: 1 });
  });
});
