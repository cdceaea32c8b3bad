import { SelvedgeError } from '@selvedge/data';
import type { LoggerInterface } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Ink } from '../figures/style.js';
import { styleOf } from './style-of.js';

/** Draws a declarative Vega-Lite plot as SVG text, in the style of all our figures. */
export async function renderSpec(spec: object, ink: Ink): Promise<string> {
  // Two large libraries: loaded by those who draw. One after the other: Jest cannot link modules that two imports share.
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  const warnings: string[] = [];
  const logger = quietLogger(warnings, vega.Warn);
  const { config } = spec as TopLevelSpec;
  const compiled = compile({ ...spec, config: { ...styleOf(ink), ...config } } as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logger });
  try {
    return await view.toSVG();
  } catch (cause) {
    throw new SelvedgeError('invalid-argument', `figure: cannot be drawn (${warnings.join('; ') || String(cause)}).`, {
      cause,
    });
  } finally {
    view.finalize();
  }
}

/** Vega warns on the console about what the caller did not cause; the warnings go into an error's text only. */
function quietLogger(warnings: string[], initial: number): LoggerInterface {
  const logger: LoggerInterface = {
    level: ((level?: number) => (level === undefined ? initial : logger)) as LoggerInterface['level'],
    error: (...texts: readonly unknown[]) => remember(texts),
    warn: (...texts: readonly unknown[]) => remember(texts),
    info: () => logger,
    debug: () => logger,
  };
  const remember = (texts: readonly unknown[]): LoggerInterface => {
    warnings.push(texts.map(String).join(' '));
    return logger;
  };
  return logger;
}
