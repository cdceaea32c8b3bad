import { type Evaluation, minimize } from './lbfgs.js';

const run = (evaluate: (point: Float64Array) => Evaluation, start: number[], maxIter = 500) =>
  minimize(async (point) => evaluate(point), Float64Array.from(start), {
    maxIter,
    isConverged: ({ gradient }) => Math.max(...gradient.map(Math.abs)) < 1e-8,
  });

/** Rosenbrock's valley; its minimum is 0 at (1, ..., 1). */
function rosenbrock(point: Float64Array): Evaluation {
  let value = 0;
  const gradient = new Float64Array(point.length);
  for (let at = 0; at + 1 < point.length; at++) {
    const bend = point[at + 1] - point[at] ** 2;
    const off = 1 - point[at];
    value += 100 * bend ** 2 + off ** 2;
    gradient[at] += -400 * point[at] * bend - 2 * off;
    gradient[at + 1] += 200 * bend;
  }
  return { value, gradient };
}

describe('minimize(evaluate, start, options)', () => {
  test("finds the bottom of Rosenbrock's valley in few evaluations", async () => {
    const { point, value, stopped, evaluations } = await run(rosenbrock, [-1.2, 1, -1.2, 1]);
    expect(stopped).toBe('converged');
    expect(value).toBeLessThan(1e-14);
    for (const each of point) expect(each).toBeCloseTo(1, 6);
    expect(evaluations).toBeLessThan(150);
  });

  test('solves a badly scaled quadratic', async () => {
    const { point, stopped } = await run(
      ([x, y]) => ({ value: 0.5 * (1e4 * x * x + y * y) - y, gradient: Float64Array.of(1e4 * x, y - 1) }),
      [3, -7],
    );
    expect(stopped).toBe('converged');
    expect([...point].map((each) => Math.round(each * 1e6) / 1e6 + 0)).toEqual([0, 1]);
  });

  test('says when there are no iterations left, and when nothing improves', async () => {
    expect(await run(rosenbrock, [-1.2, 1], 3)).toMatchObject({ stopped: 'max-iterations', iterations: 3 });
    const wrong = await run(([x]) => ({ value: x * x, gradient: Float64Array.of(-2 * x) }), [1]); // uphill
    expect(wrong).toMatchObject({ stopped: 'no-progress', value: 1 });
  });
});
