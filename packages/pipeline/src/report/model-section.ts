import type { Evaluation } from '@selvedge/evaluate/types';
import { type Block, calibrationFigure, type Section } from '@selvedge/report';
import type { ModelResult } from '../run/results.js';
import { primarySplit } from '../run/summary.js';
import type { Misclassified } from '../steps/misclassified.js';
import { pointsOfHistory } from '../track/tracker.js';
import { classBlocks } from './class-blocks.js';
import { figureBlock } from './figure-block.js';
import { importanceBlocks } from './importance-block.js';

/** What a model is, and how it errs. */
export function modelSection(model: ModelResult, figures: boolean, misclassified: Misclassified | undefined): Section {
  const part = primarySplit(model);
  const where = model.parts.test ? 'test rows' : 'validation rows';
  if (!part) return { title: model.name, blocks: [] };
  const { evaluation } = part;
  return {
    title: model.name,
    blocks: [
      ...(model.note ? [{ kind: 'text' as const, text: model.note }] : []),
      { kind: 'code', text: JSON.stringify({ preprocess: model.preprocess, model: model.model }) },
      ...(figures
        ? [
            ...classBlocks(model.name, evaluation, where),
            ...calibration(model, evaluation, where),
            ...learningCurves(model),
            ...importanceMap(model),
          ]
        : []),
      ...importanceBlocks(model),
      { kind: 'text', text: confusedMost(evaluation.mostConfused) },
      ...(misclassified ? errorBrowser(misclassified) : []),
    ],
  };
}

function confusedMost(pairs: Evaluation['mostConfused']): string {
  if (pairs.length === 0) return 'No row was taken for another class.';
  const texts = pairs
    .slice(0, 5)
    .map(
      ({ trueClass, predictedClass, count }) =>
        `${trueClass} taken for ${predictedClass} ${count === 1 ? 'once' : `${count} times`}`,
    );
  return `Confused most: ${texts.join(', ')}.`;
}

function calibration({ name }: ModelResult, { probabilistic }: Evaluation, where: string): readonly Block[] {
  if (!probabilistic) return [];
  const curves = [{ name, curve: probabilistic.calibration }];
  return [
    figureBlock(
      calibrationFigure(curves, { title: `${name}: how far its probabilities can be trusted`, subtitle: where }),
    ),
  ];
}

/** Where in the image the model looks. */
function importanceMap({ name, importances }: ModelResult): readonly Block[] {
  if (!importances) return [];
  const { shape, values } = importances;
  return [
    figureBlock({
      kind: 'pixel-map',
      title: `${name}: which pixels matter`,
      subtitle: 'how much the splits on each pixel gained; dark is much',
      shape,
      maps: [{ values }],
      scale: 'sequential',
      size: 220,
    }),
  ];
}

/** Loss and accuracy per epoch of networks; the objective per iteration of solvers. */
function learningCurves({ name, history }: ModelResult): readonly Block[] {
  const points = pointsOfHistory(name, history).filter(
    ({ name: metric }) => metric === 'loss' || metric === 'accuracy',
  );
  const parts = [...new Set(points.map(({ part }) => part))].filter(
    (part) => part === 'train' || part === 'validation',
  );
  const curves = parts.flatMap((series) =>
    ['loss', 'accuracy'].map((metric) => ({
      metric,
      series,
      values: points.filter((point) => point.part === series && point.name === metric).map(({ value }) => value),
    })),
  );
  const drawn = curves.filter(({ values }) => values.length > 1);
  if (drawn.length === 0) return [];
  return [figureBlock({ kind: 'learning-curves', title: `${name}: learning curves`, curves: drawn })];
}

function errorBrowser({ part, shape, misclassified }: Misclassified): readonly Block[] {
  if (misclassified.length === 0) return [];
  const pixelsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
  return [
    {
      kind: 'text',
      text: `The ${misclassified.length} misclassified ${part} rows with the most confident predictions, each with the nearest training images and their labels.`,
    },
    {
      kind: 'misclassified',
      shape,
      misclassified: misclassified.map(({ pixels, neighbours, ...rest }) => ({
        ...rest,
        pixels: pixelsOf(pixels),
        neighbours: neighbours.map((near) => ({ ...near, pixels: pixelsOf(near.pixels) })),
      })),
    },
  ];
}
