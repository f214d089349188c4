/** Runs files of Web Test Runner in WebKit, each browser one after the other. */
import type { BrowserLauncher } from '@web/test-runner';
import { LEAVE_MS, WebKitDriver, type WebKitPaths } from './driver.ts';
import { pageOf, type WebKitPage } from './page.ts';

interface Running {
  driver: WebKitDriver;
  page: WebKitPage;
  url: string;
}

/**
 * It says of itself that it is Puppeteer, for the runner's own commands know no other kind that has keys which are
 * held down and windows that change their size.
 */
export function webkitLauncher(paths: WebKitPaths): BrowserLauncher & {
  getPage(id: string): WebKitPage;
  driver(id: string): WebKitDriver;
} {
  const idle: WebKitDriver[] = [];
  const sessions = new Map<string, Running>();
  const running = (id: string): Running => {
    const its = sessions.get(id);
    if (!its) throw new Error('This file is not running in WebKit any more.');
    return its;
  };

  return {
    name: 'WebKit',
    type: 'puppeteer',
    // A display has one focus, and somebody's own is but one.
    concurrency: process.env['DISPLAY'] ? 1 : 2,
    driver: (id) => running(id).driver,
    getPage: (id) => running(id).page,
    isActive: (id) => sessions.has(id),
    getBrowserUrl: (id) => running(id).url,
    async startSession(id, url) {
      const driver = idle.pop() ?? (await WebKitDriver.start(paths));
      sessions.set(id, { driver, page: pageOf(driver), url });
      await driver.call('POST', '/url', { url });
    },
    async stopSession(id) {
      const { driver } = running(id);
      sessions.delete(id);
      try {
        await driver.call('POST', '/url', { url: 'about:blank' }, LEAVE_MS);
        idle.push(driver);
      } catch {
        // It hangs: the next file gets another one.
        await driver.stop();
      }
      return {};
    },
    async stop() {
      const drivers = [...idle, ...[...sessions.values()].map(({ driver }) => driver)];
      await Promise.all(drivers.map((driver) => driver.stop()));
    },
    startDebugSession: () =>
      Promise.reject(new Error('There is no debugging in WebKit: use another engine.')),
  };
}
