/** A demo with data of its own and a browser to visit it, for all tests of a file. */
import { after, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.ts';
import { startDemo } from '../support/demo.ts';
import { type Visit, visit, type VisitOptions } from './visit.ts';

/** All of it is there once the tests run. */
export interface RunningDemo {
  readonly url: string;
  readonly browser: Browser;
  visit(path: string, options?: VisitOptions): Promise<Visit>;
}

export function useDemo(
  start: () => Promise<{ url: string; stop(): unknown }> = () => startDemo(),
  options?: { shell?: boolean },
): RunningDemo {
  let browser: Browser;
  let demo: Awaited<ReturnType<typeof start>>;
  before(async () => {
    browser = await launchBrowser(options);
    demo = await start();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  return {
    get url() {
      return demo.url;
    },
    get browser() {
      return browser;
    },
    visit: (path, options) => visit(browser, demo.url, path, options),
  };
}
