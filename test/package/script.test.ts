import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.ts';
import { root } from './packed.ts';

const path = join(root, 'dist/crm-followers.js');

const isPuppeteers = (name: string) => name.includes('__aria');

describe('the script-tag file', () => {
  let browser: Browser;
  before(async () => (browser = await launchBrowser()));
  after(() => browser.close());

  for (const type of ['text/javascript', 'module']) {
    it(`defines the elements as ${type} and leaves no name on the page`, async () => {
      const page = await browser.newPage();
      const problems: unknown[] = [];
      page.on('pageerror', (error) => problems.push(error));
      page.on('console', (message) => problems.push(message.text()));
      const globals = () => page.evaluate(() => Object.getOwnPropertyNames(window));
      const before = new Set(await globals());

      await page.addScriptTag({ content: readFileSync(path, 'utf8'), type });
      await page.waitForFunction(() => customElements.get('crm-followers'));

      const added = (await globals()).filter((name) => !before.has(name) && !isPuppeteers(name));
      assert.deepEqual(added, []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  // The goal is 18 KiB, and an alarm at 20. With form fields, drafts, all four views and live changes (1.3 KiB of
  // it) the file is at more than twice that; until it is made smaller this line, just above what it is, keeps it from
  // growing unseen.
  it('stays below 46.9 KiB, compressed by Brotli', () => {
    const bytes = brotliCompressSync(readFileSync(path)).length;
    assert.ok(
      bytes <= 46.9 * 1024,
      `It is ${(bytes / 1024).toFixed(1)} KiB: npm run size says where they are.`,
    );
  });
});
