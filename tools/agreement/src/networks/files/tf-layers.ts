import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Core = typeof import('@tensorflow/tfjs-core');
type Layers = typeof import('@tensorflow/tfjs-layers');

/** What tf.layers predicts with a folder that it reads as it stands. */
export async function predictWithTfLayers(
  folder: string,
  features: Float32Array,
  shape: readonly number[],
): Promise<readonly number[]> {
  const tf = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  const loaded = (await import('@tensorflow/tfjs-layers')) as unknown as { default?: Layers };
  const { loadLayersModel } = loaded.default ?? (loaded as unknown as Layers);
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const weightData = Uint8Array.from(readFileSync(join(folder, 'group1-shard1of1.bin'))).buffer;
  const model = await loadLayersModel({
    load: () => Promise.resolve({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
  });
  const rows = tf.tensor(features, [...shape]);
  const predicted = model.predict(rows as never) as unknown as ReturnType<Core['tensor']>;
  const values = [...predicted.dataSync()];
  model.dispose();
  tf.dispose([rows, predicted]);
  return values;
}
