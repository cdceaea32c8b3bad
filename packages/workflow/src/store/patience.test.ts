import { Patience } from './patience.js';
import { StoreFailure } from './store-failure.js';

const failing = (kind: 'unreachable' | 'refused' | 'damaged') => {
  let tries = 0;
  return {
    work: async (): Promise<never> => {
      tries++;
      throw new StoreFailure(kind, `no. ${tries}`);
    },
    tries: () => tries,
  };
};

test('tries again what failed, and gives what came in the end', async () => {
  const patience = new Patience({ firstWaitMs: 1 });
  let tries = 0;
  const answer = await patience.attempt(async () => {
    if (++tries < 3) throw new StoreFailure('unreachable', 'no');
    return 'yes';
  });
  expect([answer, tries]).toEqual(['yes', 3]);
});

test.each([
  ['unreachable', 3],
  ['damaged', 3],
  ['refused', 1],
] as const)('a failure that is %s has %d tries', async (kind, wanted) => {
  const { work, tries } = failing(kind);
  await expect(new Patience({ firstWaitMs: 1 }).attempt(work)).rejects.toMatchObject({ kind });
  expect(tries()).toBe(wanted);
});

test('another error is not tried again', async () => {
  let tries = 0;
  const work = async (): Promise<never> => {
    tries++;
    throw new TypeError('a mistake of ours');
  };
  await expect(new Patience().attempt(work)).rejects.toThrow(TypeError);
  expect(tries).toBe(1);
});

test('leaves a store alone that keeps failing, says so once, and tries it again after a while', async () => {
  const said: string[] = [];
  const patience = new Patience({
    firstWaitMs: 1,
    failures: 4,
    restMs: 50,
    onRest: ({ message }) => said.push(message),
  });
  const { work, tries } = failing('unreachable');
  for (let request = 0; request < 10; request++) await expect(patience.attempt(work)).rejects.toThrow(StoreFailure);
  expect(tries()).toBe(4);
  expect(patience.rests).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await expect(patience.attempt(work)).rejects.toThrow(StoreFailure);
  expect(tries()).toBe(5); // one request decides
  expect(said).toEqual(['no. 4']);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(await patience.attempt(async () => 'back')).toBe('back');
  expect(patience.rests).toBe(false);
});
