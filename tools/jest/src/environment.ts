import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import { TestEnvironment } from 'jest-environment-node';

// Jest gives each test file its own realm, with its own typed-array constructors. Native addons (ONNX Runtime) and
// structured clones from worker threads make arrays of the outer realm, so `instanceof` would say no to both.
const SHARED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Error',
  'TypeError',
  'RangeError',
] as const;

// The realm of a test has a copy of the variables, which native addons do not see.
// eslint-disable-next-line selvedge/no-environment-writes -- ONNX Runtime reads nothing else; set for all alike
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';

/** Jest's Node environment with typed arrays and errors of the outer realm. */
export default class SharedRealmEnvironment extends TestEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    for (const name of SHARED) Object.assign(this.global, { [name]: globalThis[name] });
  }
}
