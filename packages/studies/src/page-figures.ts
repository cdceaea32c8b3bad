import { type Figure, reportedFigure } from '@selvedge/report';
import { CATALOGUE } from './catalogue.js';
import { explorationFigures } from './exploration.js';
import type { RecordedModel, RecordedRow } from './record.js';
import { verdictsOf } from './verdicts.js';

/** A figure of the results page. */
export interface PageFigure {
  readonly file: string;
  readonly alt: string;
  readonly figure: Figure;
  /** The chapter that it belongs to. */
  readonly chapter?: 'noise';
}

/** Every figure that the recorded rows allow; the first opens the page. */
export function figuresOf(results: ReadonlyMap<string, RecordedRow>): readonly PageFigure[] {
  const found: PageFigure[] = [];
  const compared = CATALOGUE.filter(({ asReported }) => !asReported).flatMap(({ id }) =>
    (results.get(id)?.models ?? []).flatMap((model) => verdictsOf(id, model)),
  );
  if (compared.length > 0) {
    const title = 'Every reported figure, and ours';
    found.push({
      file: 'reported.svg',
      alt: title,
      figure: reportedFigure(compared, {
        title,
        subtitle: 'accuracy, or macro-F1 where the report has that alone; ours with 95 % intervals',
      }),
    });
  }
  const frontier = CATALOGUE.filter(({ asReported }) => !asReported).flatMap(({ id }) => {
    const scored = (results.get(id)?.models ?? []).filter(({ parts }) => parts['test']);
    const accuracyOf = ({ parts }: RecordedModel): number => parts['test'].accuracy.value;
    const best = scored.toSorted((x, y) => accuracyOf(y) - accuracyOf(x)).slice(0, 1);
    return best.map((model) => ({ name: id, cost: model.fitSeconds / 60, accuracy: accuracyOf(model) }));
  });
  if (frontier.length > 1) {
    const title = 'Test accuracy against training time';
    found.push({
      file: 'frontier.svg',
      alt: title,
      figure: {
        kind: 'frontier',
        title,
        subtitle: 'two cores; the line joins what nothing faster beats',
        cost: 'minutes to train',
        points: frontier.map(({ name, cost, accuracy }) => ({ name, cost: Math.max(cost, 0.001), accuracy })),
      },
    });
  }
  const knn = results.get('uci.knn')?.models[0]?.sweep;
  if (knn) found.push({ file: 'uci.knn.svg', alt: 'uci.knn: accuracy over k and alpha', figure: heatMap(knn) });
  found.push(
    ...explorationFigures(results.get('uci.explore')),
    ...foldFigures(results.get('padova.kfold.as-reported')),
  );
  const corrupted = results.get('padova.noise')?.models.filter(({ robustness }) => robustness) ?? [];
  if (corrupted.length > 0)
    found.push({
      file: 'padova.noise.svg',
      alt: 'Accuracy against severity of corruptions',
      figure: robustness(corrupted),
      chapter: 'noise',
    });
  return found;
}

/** The report's folds (Padova, section on cross-validation). */
const REPORTED_FOLDS = [0.9306, 0.9513, 0.9521, 0.9496, 0.9643];

/** Names of the row's models in the figure. */
const FOLD_NAMES: Readonly<Record<string, string>> = { afresh: 'from scratch', carried: 'weights carried over' };

function foldFigures(row: RecordedRow | undefined): readonly PageFigure[] {
  const series = (row?.models ?? []).flatMap(({ name, crossValidation }) => {
    const scores = crossValidation?.metrics['accuracy']?.values;
    return scores ? [{ name: FOLD_NAMES[name] ?? name, scores }] : [];
  });
  if (series.length === 0) return [];
  const title = 'Padova: accuracy by fold, from scratch and with weights carried over';
  return [
    {
      file: 'padova.kfold.svg',
      alt: title,
      figure: {
        kind: 'fold-scores',
        title,
        subtitle: 'the smallest network of the report; reported: its largest',
        series: [...series, { name: 'reported', scores: REPORTED_FOLDS, reported: true }],
      },
    },
  ];
}

function heatMap({ points }: NonNullable<RecordedModel['sweep']>): Figure {
  const valuesOf = (path: string) => [...new Set(points.map(({ values }) => values[path] as number))];
  const [ks, gammas] = [valuesOf('model.k'), valuesOf('model.gamma')];
  const at = (k: number, gamma: number) =>
    points.find(({ values }) => values['model.k'] === k && values['model.gamma'] === gamma);
  // The report's alpha is of pixels divided by 255.
  const alpha = (gamma: number): number => Number((gamma * 255 ** 2).toPrecision(6));
  const best = points.find(({ chosen }) => chosen);
  return {
    kind: 'heat-map',
    title: 'uci.knn: validation accuracy over k and alpha',
    subtitle: '10,000 training rows, 999 validation rows, in per cent',
    x: { name: 'alpha', values: gammas.map(alpha) },
    y: { name: 'k', values: ks },
    scores: ks.map((k) => gammas.map((gamma) => at(k, gamma)?.value ?? Number.NaN)),
    ...(best && { chosen: { x: alpha(best.values['model.gamma'] as number), y: best.values['model.k'] as number } }),
  };
}

function robustness(models: readonly RecordedModel[]): Figure {
  const kinds = models[0].robustness?.kinds ?? [];
  return {
    kind: 'robustness',
    title: 'padova.noise: accuracy on corrupted test images',
    corruptions: kinds.map((kind) => ({
      name: kind,
      models: models.map(({ name, robustness: table }) => {
        const cells = table?.cells.filter((cell) => cell.kind === kind) ?? [];
        return {
          name,
          severities: cells.map(({ severity }) => severity),
          accuracies: cells.map(({ accuracy }) => accuracy.value),
        };
      }),
    })),
  };
}
