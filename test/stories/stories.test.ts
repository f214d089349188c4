/** Every story of the gallery: it becomes what it says it is, and holds what must hold for all of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { stories } from '../../demo/stories/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { type StaticDemo, startStaticDemo } from '../support/static-demo.ts';
import { StoryPage } from '../support/story-page.ts';

/** Pages that go through the stories side by side. */
const PAGES = 2;

let demo: StaticDemo;
let browser: Browser;
const free: StoryPage[] = [];

before(async () => {
  browser = await launchBrowser();
  demo = await startStaticDemo();
  for (let i = 0; i < PAGES; i++) free.push(await StoryPage.open(browser, demo.url));
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

describe('the story', { concurrency: PAGES }, () => {
  for (const story of stories) {
    it(`“${story.title}: ${story.name}” is what it says, breaks no rule and keeps within its place`, async () => {
      const page = free.pop()!;
      try {
        await page.show(story);
        assert.deepEqual(await page.axe(), [], 'light');
        assert.deepEqual(await page.stickingOut(), [], 'wide');
        await page.look({ theme: 'dark' });
        assert.deepEqual(await page.axe('color-contrast'), [], 'dark');
        await page.resize(320);
        await page.look({ theme: 'light' });
        assert.deepEqual(await page.stickingOut(), [], '320 pixels');
        await page.look({ dir: story.parameters.dir === 'rtl' ? 'ltr' : 'rtl' });
        assert.deepEqual(await page.stickingOut(), [], '320 pixels, the other direction');
        assert.deepEqual(page.noise(story), [], 'console');
      } finally {
        await page.resize(1024);
        free.push(page);
      }
    });
  }
});
