/** The demo without a server: built, put into a folder of a plain file server, and used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startStaticDemo } from '../support/static-demo.ts';
import { useDemo } from './use-demo.ts';
import type { VisitOptions } from './visit.ts';

const demo = useDemo(startStaticDemo);

const open = (path: string, options: VisitOptions = {}) => demo.visit(path, options);

test('leads from page to page within its folder, as the same person', async () => {
  const page = await open('index.html', { as: 'follower' });
  await page.find('button', 'View as: Lena Fischer Follows Maria, may edit');
  await page.reads('This copy of the demo has no server.');
  await page.passesAxe();
  const links = await page.page.$$eval('a[href]', (all) =>
    all.map((link) => (link as HTMLAnchorElement).href),
  );
  assert.ok(links.length > 5);
  assert.deepEqual(
    links.filter((href) => !href.startsWith(demo.url)),
    [],
  );

  await Promise.all([page.page.waitForNavigation(), page.click('link', 'Contacts')]);
  await Promise.all([page.page.waitForNavigation(), page.click('link', 'Maria Lopez')]);
  await page.find('heading', 'Maria Lopez');
  await page.reads("Followers can't change the owner. Priya Mehta or an admin can.");
  await Promise.all([page.page.waitForNavigation(), page.click('link', 'Start')]);
  await page.find('button', 'View as: Lena Fischer Follows Maria, may edit');
  await page.leave();
});

test('adds a follower, has it on the next page of the tab, and starts over when asked to', async () => {
  const page = await open('contact.html?id=c1');
  await page.click('combobox', 'Add followers');
  await page.page.keyboard.type('tom b');
  await page.arrowTo('Tom Becker');
  await page.page.keyboard.press('Enter');
  await page.reads('Tom Becker added. 4 of 10 followers.');
  await page.page.keyboard.press('Escape');

  await page.page.reload();
  await page.find('button', 'Remove Tom Becker');
  await page.reads('Priya Mehta added Tom Becker as a follower');

  await Promise.all([page.page.waitForNavigation(), page.click('button', 'Start over')]);
  await page.find('button', 'Remove Lena Fischer');
  assert.equal(await page.count('button', 'Remove Tom Becker'), 0);
  await page.leave();
});

test('searches everybody of the demo, not only the fixed people', async () => {
  const page = await open('contact.html?id=c1');
  await page.click('combobox', 'Add followers');
  await page.reads('Ada Whitlock');
  const people = await page.page.evaluate(async () => {
    const answer = await fetch('/api/users?query=&limit=50&for=contact:c1');
    const { items, nextCursor } = (await answer.json()) as { items: unknown[]; nextCursor?: string };
    return { count: items.length, more: !!nextCursor };
  });
  assert.deepEqual(people, { count: 50, more: true });
  await page.leave();
});

test('shows the gallery, and what is done there', async () => {
  const page = await open('gallery.html?story=panel--default');
  const frame = await (await page.page.waitForSelector('iframe'))!.contentFrame();
  await frame.waitForSelector('#canvas[data-story=panel--default][data-state=shown]');
  await (await frame.waitForSelector('>>> ::-p-aria(Remove Lena Fischer)'))!.click();
  await page.reads('crm-followers-change');
  assert.deepEqual(page.calls, [
    'GET /api/records/contact/c1/followers',
    'DELETE /api/records/contact/c1/followers/follower',
  ]);
  await page.leave();
});

test('speaks other languages, too', async () => {
  const page = await open('gallery.html?story=panel--full&lang=de&bare');
  await page.reads('Alle 10 Plätze sind belegt. Entfernen Sie jemanden, um andere hinzuzufügen.');
  await page.leave();
});
