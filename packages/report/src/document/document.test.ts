import { EXAMPLES } from '../figures/examples.js';
import type { ReportDocument } from './document.js';
import { htmlReport } from './html-report.js';
import { markdownReport } from './markdown-report.js';

const HOSTILE = '<img src=x onerror=alert(1)> | `a` "b"';

const document: ReportDocument = {
  title: `Run ${HOSTILE}`,
  verdict: ['kNN beats the dummy by 75.4 points.'],
  warnings: ['These are generated images.'],
  sections: [
    {
      title: 'Models',
      blocks: [
        { kind: 'text', text: HOSTILE },
        {
          kind: 'table',
          columns: [{ name: 'model' }, { name: 'test', align: 'right' }],
          rows: [[HOSTILE, '85.5 %']],
          caption: 'accuracy',
        },
        { kind: 'figure', figure: EXAMPLES[7], file: 'figures/models a.png' },
        { kind: 'code', text: 'x ``` y </code>' },
      ],
    },
    {
      title: 'Misclassified',
      blocks: [
        {
          kind: 'misclassified',
          shape: [2, 2, 1],
          misclassified: [
            {
              row: 12,
              pixels: Uint8Array.of(0, 1, 2, 3),
              trueClass: HOSTILE,
              predictedClass: 'Coat',
              probability: 0.81,
              notes: ['label may be wrong'],
              neighbours: [{ row: 7, pixels: Uint8Array.of(4, 5, 6, 7), className: 'Coat' }],
            },
          ],
        },
      ],
    },
  ],
};

describe('htmlReport(document)', () => {
  test('is one file that loads nothing and runs nothing it was given', async () => {
    const page = await htmlReport(document);
    expect(page).not.toContain('<img src=x');
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/(https?:)?\/\/[a-z]/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain("default-src 'none'");
  });

  test('says everything that the document holds', async () => {
    const page = await htmlReport(document);
    for (const text of [
      'kNN beats the dummy',
      'generated images',
      '85.5 %',
      'label may be wrong',
      'training row 7',
      'row 12',
      'The forest beats the rest',
    ]) {
      expect(page).toContain(text);
    }
  });
});

describe('markdownReport(document)', () => {
  test('keeps cells in their columns and code in its fence, whatever they hold', () => {
    const text = markdownReport(document);
    const row = text.split('\n').find((line) => line.includes('85.5 %'));
    expect(row?.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(3);
    expect(text).not.toMatch(/(?<!\\)<img/);
    expect(text).toContain('````\nx ``` y </code>\n````');
    expect(text).toContain('](figures/models%20a.png)');
  });
});
