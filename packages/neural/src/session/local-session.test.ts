import { onnxEngine } from '@selvedge/engine-onnx';
import { resolveNetwork } from '@selvedge/networks';
import { randomBatch } from '@selvedge/networks/testing';
import { updateRule } from '../optimizers/optimizers.js';
import { openLocalSession } from './local-session.js';

describe('NetworkSession.predict(features, rows, which)', () => {
  test('computes with the weights of the moment, however they came to be', async () => {
    const network = resolveNetwork({
      inputShape: [6],
      layers: [{ kind: 'dense', units: 5 }, { kind: 'batch-normalization' }, { kind: 'dense', units: 3 }],
    });
    const engine = await onnxEngine();
    const rule = updateRule({ kind: 'sgd', momentum: 0.9 });
    const training = { batchSize: 8, loss: 'cross-entropy' as const, rule, averaging: true };
    const session = await openLocalSession(engine, { network, training });
    const fresh = await openLocalSession(engine, { network });
    const batch = randomBatch(network, 8);

    /** What a session that has never predicted before says of the same weights. */
    const expectFresh = async (which: 'current' | 'average' | 'best'): Promise<void> => {
      await fresh.write(await session.read(which));
      const [found, expected] = [
        await session.predict(batch.features, 8, which),
        await fresh.predict(batch.features, 8, 'current'),
      ];
      expect([...found]).toEqual([...expected]);
    };

    await session.initialize(1);
    await expectFresh('current');
    await expectFresh('current');
    await session.step({ ...batch, step: 0 }, 0.5);
    await expectFresh('current');
    await session.average(0.3, false);
    await session.snapshotBest('current');
    await session.step({ ...batch, step: 1 }, 0.5);
    await expectFresh('average');
    await expectFresh('current');
    await expectFresh('best');
    await session.average(0.5, true);
    await expectFresh('current');
    await session.initialize(2);
    await expectFresh('current');
    await session.close();
    await fresh.close();
  });
});
