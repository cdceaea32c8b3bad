import type { PicturesDescription, ReadOptions } from '@selvedge/ingest/types';

/** Sides that networks take without waiting long: photographs are scaled to it, smaller pictures to the nearest below. */
const SIDES = [28, 32, 48, 64, 96];

/** The line under `data` that says how pictures become rows; none where all are alike. */
export function imageLines(
  { height, width, channels, isDeep }: PicturesDescription,
  { image }: ReadOptions,
): readonly string[] {
  const isOneSize = height[0] === height[1] && width[0] === width[1];
  const isSmall = height[1] <= 128 && width[1] <= 128;
  const found = `${range(height)} x ${range(width)} pixels`;
  if (isOneSize && isSmall && channels.length === 1 && channels[0] !== 2 && channels[0] !== 4 && !isDeep && !image)
    return [];
  const shorter = Math.min(height[0], width[0]);
  const side = SIDES.filter((each) => each <= shorter).at(-1) ?? SIDES[0];
  const size = image?.size ?? (isOneSize && isSmall ? undefined : side);
  const isGrey = channels.every((count) => count <= 2);
  const fields = [
    ...(size === undefined ? [] : [`size: ${JSON.stringify(size)}`]),
    ...(image?.fit ? [`fit: ${image.fit}`] : []),
    `channels: ${image?.channels ?? (isGrey ? 'grey' : 'rgb')}`,
    ...(isDeep || image?.depth ? [`depth: ${image?.depth ?? 8}`] : []),
  ];
  const deep = isDeep ? '; depth: 16 keeps the 16 bits that some have' : '';
  return [`  image: { ${fields.join(', ')} } # of ${found}; fit: cover (cuts), contain or stretch${deep}`];
}

const range = ([least, greatest]: readonly [number, number]): string =>
  least === greatest ? String(least) : `${least} to ${greatest}`;

/** The step that takes pixels to 0 to 1. */
export const scaleLine = (depth: 8 | 16 | undefined): string =>
  depth === 16 ? `  - { kind: scale, factor: ${1 / 65_535} } # / 65535` : '  - { kind: scale } # / 255';

/** What is trained on pictures: a model to beat, one without a network, and a network. */
export function pictureModels(pictures: number, hasTest: boolean): readonly string[] {
  const training = pictures * (hasTest ? 0.8 : 0.6);
  const epochs = training < 5000 ? 30 : 10;
  return [
    'models:',
    '  - name: baseline # what a model has to beat',
    '    model: { kind: dummy }',
    '  - name: forest',
    '    model: { kind: random-forest, nEstimators: 200 }',
    '  - name: cnn # a network; needs @selvedge/engine-onnx',
    '    model: { kind: neural, network: { zoo: convnet, filters: [16, 32, 64], dense: [64], dropout: 0.2 } }',
    `    train: { epochs: ${epochs}, batchSize: 32 }`,
  ];
}
