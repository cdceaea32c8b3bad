import { SelvedgeError } from '@selvedge/data';
import { unreachable } from '@selvedge/data/checks';
import type { Engine } from '@selvedge/networks/engine';
import { importTfjs } from '#platform';
import type { EngineName } from './session.js';

/**
 * Loads an engine; only the one that is used, since each brings a large library.
 *
 * @throws SelvedgeError `unsupported` when the engine or its library is not installed
 */
export async function openEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'onnx': {
      const { onnxEngine } = await loaded(name, () => import('@selvedge/engine-onnx'));
      return onnxEngine();
    }
    case 'tfjs': {
      const { tfjsEngine } = await loaded(name, importTfjs);
      return tfjsEngine();
    }
    default:
      return unreachable(name);
  }
}

async function loaded<Package>(name: EngineName, load: () => Promise<Package>): Promise<Package> {
  try {
    return await load();
  } catch (cause) {
    const isMissing = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing) throw cause;
    throw new SelvedgeError('unsupported', `engine: '${name}' is not installed. ${HOW_TO_INSTALL[name]}`, { cause });
  }
}

const HOW_TO_INSTALL: Readonly<Record<EngineName, string>> = {
  onnx: "Write `npm install @selvedge/engine-onnx`, or use engine: 'tfjs'.",
  tfjs:
    'Write `npm install @selvedge/engine-tfjs` and a TensorFlow.js package that it names, ' +
    "or use engine: 'onnx' with @selvedge/engine-onnx.",
};
