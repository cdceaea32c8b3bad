import { createRng } from '@selvedge/data';
import reference from './dirac.reference.json' with { type: 'json' };
import { fillInitial } from './initial-parameters.js';

function filled(shape: readonly number[], spec: object): Float32Array {
  const out = new Float32Array(shape.reduce((count, size) => count * size, 1)).fill(7);
  fillInitial(out, { initializer: { kind: 'dirac', ...spec }, shape, fans: [18, 36] }, createRng(1));
  return out;
}

describe('the initializer dirac', () => {
  test.each(reference.cases)('fills $shape in $groups groups as PyTorch does', ({ shape, groups, ones }) => {
    const values = filled(shape, { groups });
    expect([...values.entries()].filter(([, value]) => value !== 0)).toEqual(ones.map((at) => [at, 1]));
  });

  test.each(['he-normal', 'pytorch-default'])('fills filters beyond the input channels with %s', (remaining) => {
    const values = filled([3, 3, 2, 5], { remaining });
    for (const [at, value] of values.entries()) {
      if (at % 5 >= 2) expect(value).not.toBe(0);
      else expect(value).toBe(at === 4 * 10 || at === 4 * 10 + 6 ? 1 : 0);
    }
  });

  test('refuses groups that do not divide the filters', () => {
    expect(() => filled([1, 1, 2, 5], { groups: 2 })).toThrow(/2 groups do not divide 5 filters; write the groups/);
  });
});
