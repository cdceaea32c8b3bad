import { createRng, type LabelledRows } from '@selvedge/data';

/** Rows around one corner of a cube per class: what any network learns in a few steps. */
export function blobs(
  rows: number,
  { classes = 3, columns = 6, seed = 1, spread = 0.4 } = {},
): LabelledRows<Float32Array> {
  const rng = createRng(seed);
  const centres = createRng(7);
  const centre = Float32Array.from({ length: classes * columns }, () => centres.normal());
  const labels = Uint16Array.from({ length: rows }, (_, row) => row % classes);
  const values = Float32Array.from(
    { length: rows * columns },
    (_, i) => centre[labels[Math.floor(i / columns)] * columns + (i % columns)] + spread * rng.normal(),
  );
  return {
    features: { values, rows, columns },
    labels,
    classes: Array.from({ length: classes }, (_, c) => `class ${c}`),
  };
}
