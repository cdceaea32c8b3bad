import { base, options } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

describe('a fit that ends before it converged', () => {
  test.each([
    ['logistic-regression', { maxIter: 2 }, { maxIter: 10_000 }],
    ['linear-svm', { maxIter: 1 }, { maxIter: 10_000 }],
  ])('of %s is noted, with what to write, in every run', async (kind, few, many) => {
    const models = [
      { name: 'few', model: { kind, ...few } },
      { name: 'many', model: { kind, ...many } },
    ];
    const preprocess = [{ kind: 'standardize' }];
    const given = options();
    const notes: string[] = [];
    const onEvent = (event: { readonly event: string; readonly text?: string }): void => {
      if (event.event === 'note' && event.text?.includes('converged')) notes.push(event.text);
    };
    const input = { ...base, preprocess, models } as PipelineInput;
    const { results } = await run(input, { ...given, onEvent });
    expect(results.models.map(({ unfinished }) => unfinished?.iterations)).toEqual([few.maxIter, undefined]);
    await run(input, { ...given, onEvent }); // from the cache
    const note = expect.stringMatching(
      new RegExp(
        `^few: stopped after ${few.maxIter} iterations, before it converged; .* maxIter, or scale the features`,
      ),
    );
    expect(notes).toEqual([note, note]);
  });
});
