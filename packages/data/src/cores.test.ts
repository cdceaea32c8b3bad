import { availableParallelism } from 'node:os';
import { cores } from './cores.js';

describe('cores()', () => {
  const { process } = globalThis;
  const { navigator } = globalThis as { navigator?: unknown };

  afterEach(() => {
    Object.defineProperty(globalThis, 'process', { value: process, configurable: true, writable: true });
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  });

  const onPage = (browser: unknown): number => {
    Object.defineProperty(globalThis, 'process', { value: undefined, configurable: true, writable: true });
    Object.defineProperty(globalThis, 'navigator', { value: browser, configurable: true, writable: true });
    return cores();
  };

  test('asks the system in Node', () => {
    expect(cores()).toBe(availableParallelism());
  });

  test('asks the browser on a page, and counts one where it does not tell', () => {
    expect(onPage({ hardwareConcurrency: 6 })).toBe(6);
    expect(onPage({})).toBe(1);
    expect(onPage(undefined)).toBe(1);
  });
});
