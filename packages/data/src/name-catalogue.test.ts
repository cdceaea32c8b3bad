import { nameCatalogue } from './name-catalogue.js';

const described = { family: 'metric', typeName: 'MetricName', description: 'A score.' };
const logLoss = { name: 'log-loss', description: 'Cross-entropy.' };
const metrics = nameCatalogue(described, [logLoss, { name: 'accuracy', description: 'Share of right rows.' }]);

describe('nameCatalogue(described, definitions)', () => {
  test('finds a definition by its name', () => {
    expect(metrics.names).toEqual(['log-loss', 'accuracy']);
    expect(metrics.definitionOf('log-loss')).toBe(logLoss);
  });

  test.each([
    ['logLoss', "metric: unknown name 'logLoss'; write 'log-loss'. Known are log-loss, accuracy."],
    ['log_loss', "metric: unknown name 'log_loss'; write 'log-loss'. Known are log-loss, accuracy."],
    ['acuracy', "metric: unknown name 'acuracy'; did you mean 'accuracy'? Known are log-loss, accuracy."],
    ['constructor', "metric: unknown name 'constructor'. Known are log-loss, accuracy."],
    [undefined, 'metric: unknown name undefined. Known are log-loss, accuracy.'],
  ])('refuses %p with the right one', (name, message) => {
    expect(() => metrics.definitionOf(name)).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
  });

  test('refuses two of one name', () => {
    expect(() => nameCatalogue(described, [logLoss, logLoss])).toThrow('two metrics of one name');
  });
});
