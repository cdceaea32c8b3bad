import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText, ShareWithInterval } from './figure-text.js';
import { PALETTE } from './style.js';
import { titled } from './titled.js';

/** Published figures beside ours, a row each; ours with its interval. */
export interface ReportedAgainstOursFigure extends FigureText {
  readonly kind: 'reported';
  /** What the figures are; default: accuracy. */
  readonly metric?: string;
  readonly rows: readonly { readonly name: string; readonly reported: number; readonly ours: ShareWithInterval }[];
}

function reportedSpec(figure: ReportedAgainstOursFigure): TopLevelSpec {
  const who = ['reported', 'ours'];
  const y = {
    field: 'name',
    type: 'nominal' as const,
    sort: figure.rows.map(({ name }) => name),
    title: null,
    axis: { grid: true },
  };
  const x = {
    type: 'quantitative' as const,
    title: figure.metric ?? 'accuracy',
    scale: { zero: false },
    axis: { format: '.0%' },
  };
  const points = figure.rows.flatMap(({ name, reported, ours }) => [
    { name, who: who[0], value: reported },
    { name, who: who[1], value: ours.value },
  ]);
  const intervals = figure.rows.flatMap(({ name, ours }) =>
    ours.low === undefined ? [] : [{ name, low: ours.low, high: ours.high }],
  );
  return {
    ...titled(figure),
    width: 520,
    height: { step: 26 },
    layer: [
      {
        data: { values: intervals },
        mark: { type: 'rule', strokeWidth: 3, color: PALETTE[0], opacity: 0.55 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        data: { values: points },
        mark: { type: 'point', size: 90, strokeWidth: 2 },
        encoding: {
          y,
          x: { ...x, field: 'value' },
          color: {
            field: 'who',
            type: 'nominal',
            title: null,
            scale: { domain: who, range: [PALETTE[1], PALETTE[0]] },
          },
          shape: { field: 'who', type: 'nominal', title: null, scale: { domain: who, range: ['diamond', 'circle'] } },
        },
      },
    ],
  };
}

export const reportedDefinition: FigureDefinition<ReportedAgainstOursFigure> = defineFigure(
  'reported',
  'Published figures beside our own.',
  reportedSpec,
);
