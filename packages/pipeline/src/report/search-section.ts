import type { Block, Section } from '@selvedge/report';
import type { ModelResult } from '../run/results.js';
import { figureBlock } from './figure-block.js';

type Sweep = NonNullable<ModelResult['sweep']>;

/** What was tried in addition to the model that stands in the table. */
export function searchSection({ name, sweep, crossValidation, learningCurve }: ModelResult, figures: boolean): Section {
  const blocks: Block[] = [];
  if (sweep && figures) blocks.push(...sweepFigures(name, sweep));
  if (sweep) {
    blocks.push({
      kind: 'table',
      caption: `Chosen on validation rows: ${sweep.chosen}`,
      columns: [{ name: 'trial' }, { name: `validation ${sweep.metric}`, align: 'right' }, { name: '' }],
      rows: sweep.points.map(({ label, value, chosen }) => [
        label,
        value === null ? '-' : value.toFixed(4),
        chosen ? 'chosen' : '',
      ]),
    });
  }
  if (crossValidation) {
    blocks.push({
      kind: 'table',
      caption:
        `${crossValidation.folds}-fold cross-validation on training and validation rows; ` +
        (crossValidation.carryWeights
          ? 'every fold goes on with the weights of the one before and has seen its test rows: no estimate of anything'
          : 'every fold starts from scratch'),
      columns: [
        { name: 'metric' },
        { name: 'mean', align: 'right' },
        { name: 'standard deviation', align: 'right' },
        { name: 'folds' },
      ],
      rows: Object.entries(crossValidation.metrics).map(([metric, { mean, standardDeviation, values }]) => [
        metric,
        mean.toFixed(4),
        standardDeviation?.toFixed(4) ?? '-',
        values.map((value) => value.toFixed(4)).join(', '),
      ]),
    });
  }
  const folds = crossValidation?.metrics.accuracy;
  if (folds && figures) {
    blocks.push(
      figureBlock({
        kind: 'fold-scores',
        title: `${name}: accuracy by fold`,
        series: [{ name, scores: folds.values }],
      }),
    );
  }
  if (learningCurve) {
    const { metric, points } = learningCurve;
    const line = (part: 'train' | 'validation') => ({
      name: part,
      points: points.flatMap(({ trainRows, [part]: value }) => (value === null ? [] : [{ at: trainRows, value }])),
    });
    if (figures) {
      blocks.push(
        figureBlock({
          kind: 'validation-curve',
          title: `${name}: would more data help?`,
          subtitle: 'validation rows, and the training rows evaluated again',
          parameter: 'training rows',
          scale: 'log',
          metric,
          series: [line('train'), line('validation')],
        }),
      );
    }
    blocks.push({
      kind: 'table',
      caption: `${metric} against the number of training rows`,
      columns: [
        { name: 'training rows', align: 'right' },
        { name: 'training', align: 'right' },
        { name: 'validation', align: 'right' },
      ],
      rows: points.map(({ trainRows, train, validation }) => [
        trainRows.toLocaleString('en'),
        train?.toFixed(4) ?? '-',
        validation?.toFixed(4) ?? '-',
      ]),
    });
  }
  const titles = [sweep && 'search', crossValidation && 'cross-validation', learningCurve && 'learning curve'];
  return { title: `${name}: ${titles.filter(Boolean).join(', ')}`, blocks };
}

/** A line per field that varies alone; a map where two fields vary together. */
function sweepFigures(name: string, { points, metric }: Sweep): readonly Block[] {
  const fields = [...new Set(points.flatMap(({ values }) => Object.keys(values)))];
  const [first, second] = fields;
  if (fields.length === 2 && points.every(({ values }) => Object.keys(values).length === 2)) {
    return heatMap(name, points, metric, first, second);
  }
  return fields.flatMap((field) => {
    const alone = points.filter(({ values }) => Object.keys(values).length === 1 && Object.hasOwn(values, field));
    const line = alone.flatMap(({ values, value }) => {
      const at = values[field];
      return typeof at === 'number' && value !== null ? [{ at, value }] : [];
    });
    if (line.length < 3) return [];
    line.sort((a, b) => a.at - b.at);
    const chosen = points.find((point) => point.chosen)?.values[field];
    return [
      figureBlock({
        kind: 'validation-curve',
        title: `${name}: ${metric} against ${shortName(field)}`,
        subtitle: 'validation rows',
        parameter: shortName(field),
        scale: line[0].at > 0 && (line.at(-1)?.at ?? 0) / line[0].at >= 50 ? 'log' : 'linear',
        metric,
        series: [{ name, points: line }],
        ...(typeof chosen === 'number' && { chosen }),
      }),
    ];
  });
}

function heatMap(name: string, points: Sweep['points'], metric: string, x: string, y: string): readonly Block[] {
  const valuesOf = (field: string): (number | string)[] => [
    ...new Set(points.map(({ values }) => plain(values[field]))),
  ];
  const [across, down] = [valuesOf(x), valuesOf(y)];
  // The map's colours and figures are those of shares.
  const isShare = points.every(({ value }) => value === null || (value >= 0 && value <= 1)) && metric !== 'log-loss';
  if (across.length < 2 || down.length < 2 || !isShare) return [];
  const at = (a: number | string, b: number | string): Sweep['points'][number] | undefined =>
    points.find(({ values }) => plain(values[x]) === a && plain(values[y]) === b);
  const chosen = points.find((point) => point.chosen);
  return [
    figureBlock({
      kind: 'heat-map',
      title: `${name}: ${metric} over ${shortName(x)} and ${shortName(y)}`,
      subtitle: 'validation rows',
      x: { name: shortName(x), values: across },
      y: { name: shortName(y), values: down },
      scores: down.map((b) => across.map((a) => at(a, b)?.value ?? Number.NaN)),
      ...(chosen && { chosen: { x: plain(chosen.values[x]), y: plain(chosen.values[y]) } }),
    }),
  ];
}

const plain = (value: unknown): number | string => (typeof value === 'number' ? value : String(value));
/** `train.learningRate`: its last part. */
const shortName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
