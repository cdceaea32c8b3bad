import type { Browser } from 'playwright-core';
import type { PageResult } from './page.js';
import { servePage } from './serve.js';

const ONE_MINUTE = 60_000;

/**
 * Opens a bundled page and waits for its figures.
 *
 * @param isolated - whether the page is cross-origin isolated
 * @throws Error with what the page reported when no figures come
 */
export async function readPage(browser: Browser, folder: string, isolated: boolean): Promise<PageResult> {
  const served = await servePage(folder, isolated);
  const page = await browser.newPage();
  const reports: string[] = [];
  page.on('pageerror', (error) => reports.push(error.message));
  page.on('console', (message) => message.type() === 'error' && reports.push(message.text()));
  try {
    await page.goto(served.url);
    await page.waitForFunction('globalThis.result !== undefined', undefined, { timeout: ONE_MINUTE });
    return (await page.evaluate('globalThis.result')) as PageResult;
  } catch (cause) {
    throw new Error(`the page found no figures: ${[...reports, String(cause)].join('; ')}`, { cause });
  } finally {
    await page.close();
    served.close();
  }
}
