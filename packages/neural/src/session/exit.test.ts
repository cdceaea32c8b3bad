import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const built = new URL('../../dist/index.js', import.meta.url);

// ONNX Runtime threw in the closing thread before, which ended the process with 134 and 'terminate called'.
(existsSync(built) ? test : test.skip)('process.exit in the middle of a fit keeps its own code', () => {
  const program = `
    import { NeuralClassifier } from ${JSON.stringify(built.href)};
    const rows = 2000;
    const values = Float32Array.from({ length: rows * 784 }, (_, i) => ((i * 37) % 11) / 11);
    const labels = Uint16Array.from({ length: rows }, (_, i) => i % 2);
    const train = { features: { values, rows, columns: 784 }, labels, classes: ['a', 'b'], shape: [28, 28, 1] };
    const network = { zoo: 'convnet', filters: [32, 64], dense: [64] };
    const net = new NeuralClassifier({ network, train: { epochs: 50, batchSize: 256 } });
    let steps = 0;
    void net.fit(train, { seed: 1, onProgress: () => { if (++steps === 3) setTimeout(() => process.exit(3), 20); } });
  `;
  const file = join(mkdtempSync(join(tmpdir(), 'selvedge-exit-')), 'fit.mjs');
  writeFileSync(file, program);
  const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  expect(stderr).not.toContain('terminate called');
  expect(status).toBe(3);
});
