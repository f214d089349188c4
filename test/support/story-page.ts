/** A page of the gallery with nothing but a story on it, for tests that go through all of them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer-core';
import type { Address } from '../../demo/pages/gallery-address.ts';
import type { Message } from '../../demo/pages/gallery-messages.ts';
import type { Told } from '../../demo/stories/index.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(options?: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

const WAIT = { timeout: 20_000 };

export class StoryPage {
  readonly page: Page;
  #noise: string[] = [];
  #address: Address | undefined;

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.#noise.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') this.#noise.push(message.text());
    });
  }

  /** `prepare` comes before anything is loaded. */
  static async open(
    browser: Browser,
    url: string,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<StoryPage> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const session = await page.createCDPSession();
    // Pages side by side each believe to have the focus.
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await prepare?.(page);
    const stories = new StoryPage(page);
    await stories.resize(1024);
    await page.goto(new URL('gallery.html?bare', url).href);
    await page.waitForSelector('#canvas[data-state=shown]', WAIT);
    await page.evaluate(axeSource);
    return stories;
  }

  async resize(width: number, height = 800): Promise<void> {
    await this.page.setViewport({ width, height });
  }

  /** Shows a story from the beginning and waits until it is what it says it is. */
  async show(story: Told, looks: Partial<Address> = {}): Promise<void> {
    this.#noise = [];
    const usual = {
      args: {},
      theme: 'light',
      lang: '',
      dir: '',
      width: 'full',
      viewer: '',
      bare: true,
    } as const;
    this.#address = { ...usual, story: story.id, ...looks };
    await this.#tell({ gallery: 'show', address: this.#address, again: true });
    const { page } = this;
    await page.waitForFunction(
      (id) => {
        const { story: at, state } = document.querySelector<HTMLElement>('#canvas')!.dataset;
        return at === id && state !== 'playing';
      },
      WAIT,
      story.id,
    );
    const failed = await page.$('#canvas[data-state=failed]');
    if (failed) throw new Error(`the play failed: ${this.#noise.join(' | ')}`);
    const { state = 'ready', shows = [] } = story.parameters;
    for (const sentence of shows) {
      await page.waitForFunction(reads, WAIT, sentence).catch(async () => {
        throw new Error(`waited in vain for "${sentence}"; there is: ${await page.evaluate(text)}`);
      });
    }
    await page
      .waitForFunction((wanted) => document.querySelector('crm-followers')!.state === wanted, WAIT, state)
      .catch(() => {
        throw new Error(`never came to the state "${state}"`);
      });
  }

  /** Looks at the same in another way. */
  async look(looks: Partial<Address>): Promise<void> {
    this.#address = { ...this.#address!, ...looks };
    await this.#tell({ gallery: 'show', address: this.#address });
    // The file of a language comes when it is asked for.
    const lang = this.#address.lang || 'en';
    await this.page.waitForFunction((wanted) => document.documentElement.lang === wanted, WAIT, lang);
  }

  async #tell(message: Message): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, location.origin), message);
    // Heard in a later task; and drawn.
    await this.page.evaluate(
      () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve))),
    );
  }

  /** Every rule of accessibility that is broken, of all or of these. */
  async axe(...rules: string[]): Promise<string[]> {
    const options = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
    return this.page.evaluate(async (given) => {
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(given);
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
      );
    }, options);
  }

  /** What sticks out of its element, or out of the window; not what is cut off on purpose. */
  stickingOut(): Promise<string[]> {
    return this.page.evaluate(() => {
      const found: string[] = [];
      const check = (part: Element, place: { left: number; right: number }) => {
        const { left, right, width } = part.getBoundingClientRect();
        if (!width || (left >= place.left - 1 && right <= place.right + 1)) return;
        const [from, to] = [left - place.left, right - place.right].map(Math.round);
        found.push(`${part.localName}.${part.getAttribute('class')}: ${from} and ${to} outside`);
      };
      const isCutOff = (part: Element): boolean => {
        const around = part.parentElement;
        return !!around && (getComputedStyle(around).overflowX !== 'visible' || isCutOff(around));
      };
      const window = { left: 0, right: document.documentElement.clientWidth };
      for (const part of document.querySelectorAll('#canvas > div *')) check(part, window);
      for (const host of document.querySelectorAll('crm-followers')) {
        const box = host.getBoundingClientRect();
        for (const part of host.shadowRoot!.querySelectorAll('[part=base] *')) {
          if (!part.checkVisibility() || part.closest('.sr') || isCutOff(part)) continue;
          // What floats is not held by the element.
          check(part, part.closest('[popover], dialog') ? window : box);
        }
      }
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > window.right) found.push(`the page: ${scrollWidth} in ${window.right}`);
      return found;
    });
  }

  /** What the console and the page said since the story began, but for what it is meant to. */
  noise({ parameters }: Told): string[] {
    const { answers = {}, statuses = [], console: expected } = parameters;
    const all = new Set([...statuses, ...Object.values(answers).map(({ status }) => status)]);
    return this.#noise.filter((line) => {
      const status = /the server responded with a status of (\d+)/.exec(line)?.[1];
      if (status) return !all.has(Number(status));
      return !expected?.test(line);
    });
  }

  async close(): Promise<void> {
    await this.page.browserContext().close();
  }
}

/** In the page: everything that can be read or heard, shadow roots included. */
function text(): string {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const parts = [document.body, ...roots.flatMap(({ children }) => [...children])];
  return parts
    .map((part) => (part instanceof HTMLElement ? part.innerText : ''))
    .join(' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ');
}

/** In the page. */
function reads(sentence: string): boolean {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const parts = [document.body, ...roots.flatMap(({ children }) => [...children])];
  return parts.some(
    (part) =>
      part instanceof HTMLElement &&
      part.innerText
        .replace(/[\u2066-\u2069]/g, '')
        .replace(/\s+/g, ' ')
        .includes(sentence),
  );
}
