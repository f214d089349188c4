/** Runs files of Web Test Runner in WebKit, one after the other. */
import type { BrowserLauncher } from '@web/test-runner';
import { WebKitDriver, type WebKitPaths } from './driver.ts';
import { pageOf, type WebKitPage } from './page.ts';

/**
 * It says of itself that it is Puppeteer, for the runner's own commands know no other kind that has keys which are
 * held down and windows that change their size.
 */
export function webkitLauncher(paths: WebKitPaths): BrowserLauncher & {
  getPage(): WebKitPage;
  driver(): Promise<WebKitDriver>;
} {
  let started: Promise<WebKitDriver> | undefined;
  let page: WebKitPage;
  let url: string | undefined;
  const driver = () => (started ??= WebKitDriver.start(paths));

  return {
    name: 'WebKit',
    type: 'puppeteer',
    concurrency: 1,
    driver,
    getPage: () => page,
    isActive: () => url !== undefined,
    getBrowserUrl: () => url,
    async startSession(_id, address) {
      const it = await driver();
      page = pageOf(it);
      url = address;
      await it.call('POST', '/url', { url });
    },
    async stopSession() {
      await (await driver()).call('POST', '/url', { url: 'about:blank' });
      url = undefined;
      return {};
    },
    async stop() {
      await (await started)?.stop();
    },
    startDebugSession: () =>
      Promise.reject(new Error('There is no debugging in WebKit: use another engine.')),
  };
}
