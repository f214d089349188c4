/** Where stories are photographed: a browser with fixed fonts, time and colours, in which nothing moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import type { Told } from '../../demo/stories/index.ts';
import { chromium, ensureBrowser } from '../support/browser.ts';
import { type StaticDemo, startStaticDemo } from '../support/static-demo.ts';
import { StoryPage } from '../support/story-page.ts';
import { writeFontConfig } from './fonts.ts';
import { type Look, LOOKS } from './looks.ts';
import { type Sheet, sheetOf } from './sheet.ts';

/** When all pictures are taken. */
const NOW = Date.parse('2026-11-24T09:00:00Z');
/** High enough for every list to open downwards. */
const HEIGHT = 900;
/** Below what is shown. */
const MARGIN = 8;

export class Studio {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crm-followers-'));
  #demo: StaticDemo | undefined;
  #browser: Browser | undefined;
  readonly #free: Photographer[] = [];

  /** `pages`: how many stories can be photographed side by side. */
  static async open(pages = 1): Promise<Studio> {
    const studio = new Studio();
    try {
      await studio.#open(pages);
    } catch (error) {
      await studio.close();
      throw error;
    }
    return studio;
  }

  async #open(pages: number): Promise<void> {
    ensureBrowser();
    const fonts = writeFontConfig(this.#folder);
    this.#demo = await startStaticDemo();
    const looks = [
      '--lang=en-US',
      '--hide-scrollbars',
      '--disable-lcd-text',
      '--font-render-hinting=none',
      '--disable-font-subpixel-positioning',
      '--force-color-profile=srgb',
    ];
    this.#browser = await puppeteer.launch({
      ...chromium({ args: looks }),
      timeout: 120_000,
      env: { ...process.env, FONTCONFIG_FILE: fonts, TZ: 'UTC', LANG: 'en_US.UTF-8' },
    });
    for (let i = 0; i < pages; i++) this.#free.push(await Photographer.open(this.#browser, this.#demo.url));
  }

  async photograph(story: Told): Promise<Sheet> {
    const photographer = this.#free.pop()!;
    try {
      return await photographer.photograph(story);
    } finally {
      this.#free.push(photographer);
    }
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#demo?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class Photographer {
  readonly #stories: StoryPage;
  readonly #session: CDPSession;

  private constructor(stories: StoryPage, session: CDPSession) {
    this.#stories = stories;
    this.#session = session;
  }

  static async open(browser: Browser, url: string): Promise<Photographer> {
    const stories = await StoryPage.open(browser, url, async (page) => {
      await page.evaluateOnNewDocument(stopTime, NOW);
      await page.evaluateOnNewDocument(reportQuietly);
    });
    return new Photographer(stories, await stories.page.createCDPSession());
  }

  async photograph(story: Told): Promise<Sheet> {
    const stories = this.#stories;
    const pictures: Record<string, Buffer> = {};
    await this.#prepare(Object.values(LOOKS)[0]!);
    await stories.show(story);
    for (const [name, look] of Object.entries(LOOKS)) {
      await this.#prepare(look);
      await stories.look({ theme: 'light', lang: '', dir: '', ...look.address });
      pictures[name] = await take(stories.page, look);
    }
    return sheetOf(pictures);
  }

  async #prepare({ width, forcedColors = false }: Look): Promise<void> {
    await this.#session.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-reduced-motion', value: 'reduce' },
        { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
      ],
    });
    await this.#stories.resize(width, HEIGHT);
  }
}

async function take(page: Page, { width }: Look): Promise<Buffer> {
  await page.evaluate(settle);
  const height = Math.min(Math.ceil((await page.evaluate(extent)) + MARGIN), HEIGHT);
  const clip = { x: 0, y: 0, width, height };
  return Buffer.from(await page.screenshot({ clip, captureBeyondViewport: false }));
}

/** In the page, before anything else: the clock stands still. */
function stopTime(now: number): void {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: [number]) {
      super(...((given.length ? given : [now]) as [number]));
    }
    static override now = () => now;
  } as DateConstructor;
}

/** In the page: a field that is refused is gone to, without the browser's own bubble, which fades in and out. */
function reportQuietly(): void {
  const refuse = (event: Event) => {
    event.preventDefault();
    (event.target as HTMLElement).focus();
  };
  addEventListener('invalid', refuse, true);
}

/** In the page: no caret is seen, or none blinks where colours are forced, all fonts are there, and what changed is drawn. */
async function settle(): Promise<void> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { caret-color: transparent !important; caret-animation: manual !important }');
  for (const { shadowRoot } of document.querySelectorAll('*')) {
    if (shadowRoot && !shadowRoot.adoptedStyleSheets.some(({ cssRules }) => cssRules.length === 1))
      shadowRoot.adoptedStyleSheets.push(sheet);
  }
  window.scrollTo(0, 0);
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** In the page: where the lowest thing ends that can be seen. */
function extent(): number {
  const roots = [...document.querySelectorAll('#canvas *')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const all = [document.querySelector('#canvas')!, ...roots].flatMap((root) => [
    ...root.querySelectorAll('*'),
  ]);
  return Math.max(
    ...all
      .filter((element) => element.checkVisibility() && !element.closest('.sr'))
      .map((element) => element.getBoundingClientRect().bottom),
  );
}
