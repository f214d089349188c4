/** Every page of the demo as `npm start` serves it, from source. The other tests here look at built pages. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { startFromSource } from '../support/demo.ts';
import { useDemo } from './use-demo.ts';

const demo = useDemo(startFromSource);

const files = globSync('demo/*.html').map((file) => basename(file));

test('there are pages', () => assert.ok(files.includes('contact.html')));

for (const file of files) {
  test(`${file} is shown, and nothing goes wrong on it`, async () => {
    const page = await demo.visit(`/${file}`, { as: 'owner' });
    await page.page.waitForSelector('main:not([aria-busy])');
    await page.idle();
    const titles = (await page.tree()).filter(({ role, level }) => role === 'heading' && level === 1);
    assert.equal(titles.length, 1);
    await page.leave();
  });
}
