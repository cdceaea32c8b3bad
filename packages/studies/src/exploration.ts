import type { Figure } from '@selvedge/report';
import type { RecordedRow } from './record.js';
import { REPORTED_CURVES, type ReportedCurve } from './reported-curves.js';

/** The curves of the exploration beside those that the report's authors published. */
export function explorationFigures(
  explored: RecordedRow | undefined,
): readonly { readonly file: string; readonly alt: string; readonly figure: Figure }[] {
  const points = explored?.models[0]?.sweep?.points ?? [];
  return REPORTED_CURVES.flatMap((curve) => {
    const ours = points.flatMap(({ values, value }) => {
      const at = placeOf(curve.field, values);
      return at === undefined || value === null ? [] : [{ at, value }];
    });
    if (ours.length < 2) return [];
    ours.sort((a, b) => a.at - b.at);
    const reported = (name: string, accuracies: readonly number[]) => ({
      name,
      reported: true,
      points: accuracies.map((percent, at) => ({ at: curve.at[at], value: percent / 100 })),
    });
    const title = `uci.explore: validation accuracy against ${curve.field}`;
    return [
      {
        file: `uci.explore.${curve.field.replace(' ', '-')}.svg`,
        alt: title,
        figure: {
          kind: 'validation-curve' as const,
          title,
          subtitle: 'one value varied at a time; dashed: published by the authors of the report',
          parameter: curve.field,
          scale: curve.field === 'epochs' || curve.field === 'layers' ? ('linear' as const) : ('log' as const),
          series: [
            { name: 'ours', points: ours },
            reported('PyTorch, reported', curve.pytorch),
            reported('Keras, reported', curve.keras),
          ],
        },
      },
    ];
  });
}

/** Where a point lies on a curve; undefined when it varies something else. */
function placeOf(field: ReportedCurve['field'], values: Readonly<Record<string, unknown>>): number | undefined {
  const [path, ...others] = Object.keys(values);
  if (others.length > 0 || path === undefined) return undefined;
  const value = values[path];
  if (path === 'model.network.hidden' && Array.isArray(value)) {
    const isDeep = value.every((units) => units === 256);
    if (field === 'layers') return isDeep ? value.length : undefined;
    if (field === 'nodes') return value.length === 2 ? (value[0] as number) : undefined;
    return undefined;
  }
  const known = { epochs: 'train.epochs', 'batch size': 'train.batchSize', 'learning rate': 'train.learningRate' };
  return path === (known as Record<string, string>)[field] ? (value as number) : undefined;
}
