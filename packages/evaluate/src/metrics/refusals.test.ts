import { matrix } from '@selvedge/data';
import { calibrationCurve } from '../uncertainty/calibration.js';
import { applyTemperature } from '../uncertainty/temperature.js';
import { confusionMatrix, normalizeConfusion } from './confusion-matrix.js';

const truth = Uint16Array.of(0, 1, 1);
const halves = matrix(new Float64Array(6).fill(0.5), 3, 2);

test('normalizeConfusion names what it can divide by', () => {
  const counts = confusionMatrix(truth, truth, ['a', 'b']);
  expect(() => normalizeConfusion(counts, 'pred' as 'predicted')).toThrow(/need 'true', 'predicted'/);
});

test('calibrationCurve refuses an unknown strategy', () => {
  expect(() => calibrationCurve(truth, halves, { strategy: 'equal' as 'uniform' })).toThrow(/strategy: got .equal/);
});

test('applyTemperature keeps float64 probabilities below the smallest float32', () => {
  const tiny = matrix(Float64Array.of(1, 1e-200), 1, 2);
  const { values } = applyTemperature(tiny, 2);
  expect(values[1] / 1e-100).toBeCloseTo(1, 8);
});
