import { decode } from 'fast-png';
import { EXAMPLES } from '../figures/examples.js';
import { figures } from '../figures/figures.js';
import { PAGE } from '../figures/style.js';
import { figureSpec, figureSvg } from './figure-svg.js';
import { svgToPng } from './svg-to-png.js';

/** Pixels that are neither background nor nearly so. */
function inkOf(png: Uint8Array): number {
  const { data, channels } = decode(png);
  let dark = 0;
  for (let at = 0; at < data.length; at += channels) if (data[at] + data[at + 1] + data[at + 2] < 300) dark++;
  return dark;
}

describe('figureSvg(figure)', () => {
  test.each(EXAMPLES.map((figure) => [figure.kind, figure] as const))(
    'draws %s with its title, as SVG and as PNG',
    async (_, figure) => {
      const svg = await figureSvg(figure);
      expect(svg.startsWith('<svg')).toBe(true);
      expect(svg).toContain(figure.title);
      expect(svg).not.toMatch(/NaN|undefined|…/);
      expect(inkOf(svgToPng(svg, { scale: 1 }))).toBeGreaterThan(200);
    },
  );

  test('has an example of every kind', () => {
    expect([...new Set(EXAMPLES.map(({ kind }) => kind))].sort()).toEqual([...figures.names].sort());
  });

  test('refuses an unknown kind with the right one', async () => {
    await expect(figureSvg({ kind: 'modelBars', title: 't' } as never)).rejects.toThrow("write 'model-bars'");
    expect(() => figureSpec({ kind: 'image-grid' } as never)).toThrow(/made of pixels; draw it with figureSvg/);
  });

  test('gives the same text for the same figure', async () => {
    for (const figure of EXAMPLES.slice(3, 8)) expect(await figureSvg(figure)).toBe(await figureSvg(figure));
  });

  test('takes the colours of the page when asked to', async () => {
    expect(await figureSvg(EXAMPLES[3], { ink: PAGE })).toContain('currentColor');
    const ranks = EXAMPLES.find(({ kind }) => kind === 'critical-difference');
    if (!ranks) throw new Error('no example of critical-difference');
    expect(await figureSvg(ranks, { ink: PAGE })).not.toMatch(/stroke="(black|#000)/);
  });

  test('draws mean ranks as wide as a phone shows', async () => {
    const ranks = EXAMPLES.find(({ kind }) => kind === 'critical-difference');
    if (!ranks) throw new Error('no example of critical-difference');
    const svg = await figureSvg({ ...ranks, title: 'a title of many words, '.repeat(5) });
    expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(358); // of 390, less the page's margins
  });

  test('cannot be broken out of by a class name', async () => {
    const svg = await figureSvg({
      kind: 'image-grid',
      title: '</text><script>alert(1)</script>',
      shape: [1, 1, 1],
      tiles: [{ pixels: Uint8Array.of(7), caption: ['<b> & "x" \u0000'] }],
    });
    expect(svg).not.toContain('<script>');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;b&gt; &amp; &quot;x&quot;');
  });

  test('refuses a tile of the wrong size', async () => {
    const figure = {
      kind: 'image-grid' as const,
      title: 't',
      shape: [2, 2, 1],
      tiles: [{ pixels: new Uint8Array(3) }],
    };
    await expect(figureSvg(figure)).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});

describe('svgToPng(svg)', () => {
  test('draws letters without any font of the machine', () => {
    const text = (letters: string): Uint8Array =>
      svgToPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30" fill="#fff"/><text x="5" y="20" font-family="Arial" font-size="16">${letters}</text></svg>`,
      );
    expect(inkOf(text('Shirt'))).toBeGreaterThan(inkOf(text('i')) + 100);
  });

  test('is twice the size by default', () => {
    const { width, height } = decode(svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'));
    expect([width, height]).toEqual([60, 40]);
  });
});
