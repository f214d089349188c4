/**
 * The built script on a host's page: what the page may notice of it, and whether all of it works there. A page must
 * notice nothing: no error, no line in the console, no violation of its policy, no name on `window`, no node in `head`
 * or `body`, no change of its own markup.
 */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { Visit } from '../e2e/visit.ts';
import { launchBrowser } from '../support/browser.ts';
import { openWebsite, type Website } from '../support/website.ts';

export const ELEMENT = `<crm-followers endpoint="/api" record-type="contact" record-id="c1"
  record-name="Maria Lopez"></crm-followers>`;
export const SCRIPT = '<script src="/crm-followers.js"></script>';

export interface HostPage {
  /** Content-Security-Policy. */
  csp?: string;
  head?: string;
  body: string;
  /** Without a doctype. */
  quirks?: boolean;
  /** Code of `/page.js`, which `body` or `head` may ask for. */
  script?: string;
}

/** What the page around our element has seen. */
interface Log {
  /** Errors, unhandled rejections and violations, in order. */
  problems: string[];
  names: string[];
  /** What a page's own script notes here. */
  heard: string[];
}
declare global {
  var log: Log;
}

export interface Host {
  /** There from the first hook on that comes after. */
  readonly website: Website;
  /** Opens a page of the website, watched from its first moment. */
  open(page: HostPage): Promise<Guest>;
}

/** A host with a website and a visitor's browser, for all tests of a file or of a `describe`; `args` are the browser's. */
export function useHost({ args }: { args?: readonly string[] } = {}): Host {
  let browser: Browser;
  let website: Website;
  before(async () => ([browser, website] = await Promise.all([launchBrowser({ args }), openWebsite()])));
  after(async () => {
    await browser?.close();
    await website?.close();
  });
  return {
    get website() {
      return website;
    },
    open: (page) => open(browser, website, page),
  };
}

let pages = 0;

async function open(browser: Browser, website: Website, host: HostPage): Promise<Guest> {
  const path = `/page-${++pages}`;
  website.put(`${path}.js`, host.script ?? '');
  const html = `${host.quirks ? '' : '<!doctype html>'}<html lang="en"><head><meta charset="utf-8"><title>Host</title>${host.head ?? ''}</head>
    <body>${host.body}</body></html>`;
  website.put(
    `${path}.html`,
    html.replaceAll('/page.js', `${path}.js`),
    host.csp ? { 'Content-Security-Policy': host.csp } : {},
  );
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 800, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(watch);
  const guest = new Guest(page, []);
  page.on('console', (message) => guest.said.push(message.text()));
  await page.goto(`${website.url}${path}.html`);
  return guest;
}

/** Runs in the page, before everything else in it. */
function watch(): void {
  const log: Log = { problems: [], names: [], heard: [] };
  Object.defineProperty(globalThis, 'log', { value: log });
  const note = (problem: string) => log.problems.push(problem);
  addEventListener('error', ({ message }) => note(`error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => note(`unhandled: ${reason}`));
  addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
    note(`${effectiveDirective}: ${sample}`),
  );
  log.names = Object.getOwnPropertyNames(globalThis);
}

/** What the browser's driver itself puts on `window`. */
const isDrivers = (name: string) => name.includes('__aria') || name.startsWith('__puppeteer');

export class Guest extends Visit {
  /** Every line of the console. */
  readonly said: string[] = [];

  problems(): Promise<string[]> {
    return this.page.evaluate(() => log.problems);
  }

  /** What the page's script has noted since it was asked last. */
  heard(): Promise<string[]> {
    return this.page.evaluate(() => log.heard.splice(0));
  }

  /** Names on `window` that were not there at first. */
  async names(): Promise<string[]> {
    const added = await this.page.evaluate(() =>
      Object.getOwnPropertyNames(globalThis).filter((name) => !log.names.includes(name)),
    );
    return added.filter((name) => !isDrivers(name));
  }

  /** The page's own markup: shadow roots are not in it. */
  markup(): Promise<string> {
    return this.page.evaluate(() => document.documentElement.outerHTML);
  }

  /** Ends the visit of a page that has noticed nothing. */
  async leaveNoTrace(): Promise<void> {
    assert.deepEqual(await this.problems(), []);
    assert.deepEqual(this.said, []);
    assert.deepEqual(await this.names(), []);
    await this.leave();
  }

  /** Ends the visit of a page whose browser has complained, as it should. */
  async leaveAnyway(): Promise<void> {
    await this.page.browserContext().close();
  }

  /**
   * Everything a person does here, with the box of this name: finds, picks, removes, takes back. Leaves the record as
   * it was.
   */
  async journey(box = 'Add followers'): Promise<void> {
    const markup = await this.markup();
    const { keyboard } = this.page;
    await this.click('combobox', box);
    await this.option('Ada Whitlock');
    await keyboard.type('tom');
    await this.until('the one option', async () => (await this.count('option')) === 1);
    await this.arrowTo('Tom Becker');
    await keyboard.press('Enter');
    await this.reads('Tom Becker added. 4 of 10 followers.');
    await keyboard.press('Escape');
    await this.click('button', 'Remove Tom Becker');
    await this.reads('Tom Becker removed. 3 of 10 followers.');
    await this.click('button', 'Undo');
    await this.reads('Undone. 4 of 10 followers.');
    await this.click('button', 'Remove Tom Becker');
    await this.reads('Tom Becker removed. 3 of 10 followers.');
    assert.equal(await this.markup(), markup);
  }
}
