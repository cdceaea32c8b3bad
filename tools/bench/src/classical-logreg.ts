// One measurement of logistic regression on Fashion-MNIST (pixels / 255), as JSON: called by classical.js.
//
//   SELVEDGE_DATA=... node tools/bench/dist/classical-logreg.js [--solver lbfgs] [--iterations 100] [--loss 0.3911]
//     [--engine fast] [--train 60000]
//
// With --loss it first finds how many iterations reach that mean objective, and then measures a fit of so many.
import { parseArgs } from 'node:util';
import { LogisticRegression } from '@selvedge/classical';
import type { FittedLogisticRegression, LogisticRegressionParams } from '@selvedge/classical/types';
import { fashionMnist, scaled, slice } from './fashion-mnist.js';
import { MLJS, report, timed } from './measured.js';

const { values } = parseArgs({
  options: {
    solver: { type: 'string', default: 'lbfgs' },
    iterations: { type: 'string', default: '100' },
    loss: { type: 'string' },
    engine: { type: 'string', default: 'native' },
    train: { type: 'string', default: '60000' },
  },
});
const data = fashionMnist();
const train = scaled(slice(data.train, Number(values.train)));
const test = scaled(data.test);
// LogisticRegression refuses what is not one of its solvers and engines.
const { solver, engine } = values as Pick<LogisticRegressionParams, 'solver' | 'engine'>;
const fitFor = (maxIter: number): Promise<FittedLogisticRegression> =>
  new LogisticRegression({ solver, engine, maxIter, tol: 0 }).fit(train);

let iterations = Number(values.iterations);
if (values.loss !== undefined) {
  const { losses } = (await fitFor(iterations)).convergence;
  const reached = losses.findIndex((loss) => loss <= Number(values.loss));
  if (reached < 0) throw new Error(`a loss of ${values.loss} was not reached in ${iterations} iterations`);
  iterations = reached;
}
const { result: model, times } = await timed(() => fitFor(iterations));
report({
  ...(engine === 'mljs' && MLJS),
  fit: times,
  iterations,
  loss: model.convergence.losses.at(-1),
  accuracy: await model.score(test),
});
