/** The demo's pages as pages: who looks at them, looks, and what holds in every state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';
import type { VisitOptions } from './visit.ts';

const demo = useDemo();

const open = (path: string, options: VisitOptions = {}) => demo.visit(path, options);

test('leads from the start page to a page with a title for every state', async () => {
  const start = await open('/', { as: 'owner' });
  const links = await start.page.$$eval('main a', (all) =>
    all.map((link) => (link as HTMLAnchorElement).href),
  );
  await start.leave();
  assert.equal(links.length, 15);
  for (const link of new Set(links)) {
    const there = await open(link, { expect: [404] });
    await there.page.waitForSelector('main:not([aria-busy])');
    if (link.includes('/contact.html')) {
      await there.page.waitForSelector('crm-followers >>> [part~=panel]:not([aria-busy=true])');
    }
    // What lies below an open dialog is not there for anybody.
    const titles = (await there.tree()).filter(
      ({ role, level }) => role === 'dialog' || (role === 'heading' && level === 1),
    );
    assert.equal(titles.length, 1, link);
    assert.match(titles[0]?.name ?? '', /\w/, link);
    await there.leave();
  }
});

test('signs in as the owner where nothing is said, and as others by the menu and the keyboard', async () => {
  const page = await open('/contact.html?id=c1');
  await page.find('button', 'View as: Priya Mehta Owns Maria');
  await page.find('button', 'Change owner');
  await page.tabTo('button', 'View as: Priya Mehta Owns Maria');
  await page.page.keyboard.press('Enter');
  await page.tabTo('link', 'Lena Fischer Follows Maria, may edit');
  await Promise.all([page.page.waitForNavigation(), page.page.keyboard.press('Enter')]);
  await page.find('button', 'View as: Lena Fischer Follows Maria, may edit');
  await page.reads("Followers can't change the owner. Priya Mehta or an admin can.");
  await page.leave();
});

test('keeps two windows of one browser apart', async () => {
  const owner = await open('/contact.html?id=c-full', { as: 'owner' });
  await owner.find('button', 'Change owner');
  const second = await owner.page.browserContext().newPage();
  await second.goto(new URL('/contact.html?id=c-full&as=rob', demo.url).href);
  await owner.page.bringToFront();
  await owner.click('button', 'Remove Suryani');
  await owner.reads('Suryani removed. 9 of 10 followers.');
  await owner.click('button', 'Undo');
  await owner.reads('Undone. 10 of 10 followers.');
  await owner.leave();
});

const STATES: [state: string, path: string, ready: string, expect?: number[]][] = [
  ['start', '/?as=owner', 'Who owns it, who follows it'],
  [
    'owner',
    '/contact.html?id=c1&as=owner',
    "Followers can view and edit this contact. They can't change its owner.",
  ],
  [
    'follower',
    '/contact.html?id=c1&as=follower',
    "Followers can't change the owner. Priya Mehta or an admin can.",
  ],
  [
    'reader',
    '/contact.html?id=c1&as=reader',
    'You can view this contact. To change followers you need edit rights.',
  ],
  ['full', '/contact.html?id=c-full&as=owner', 'All 10 places are taken. Remove someone to add another.'],
  [
    'over',
    '/contact.html?id=c-over&as=owner',
    '12 followers, but only 10 are allowed. Remove some to add others.',
  ],
  [
    'empty',
    '/contact.html?id=c-empty&as=owner',
    'No followers yet. People you add can view and edit this contact.',
  ],
  [
    'closed',
    '/contact.html?id=c1&as=rob',
    "You don't have access to this contact, or it was deleted.",
    [404],
  ],
];

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility in any state, ${scheme}`, async () => {
    for (const [, path, ready, expect] of STATES) {
      const page = await open(path, { scheme, ...(expect && { expect }) });
      await page.reads(ready);
      await page.page.waitForSelector('main:not([aria-busy])');
      await page.passesAxe();
      await page.leave();
    }
  });

  test(`breaks no rule of accessibility with the list, a message or the menu open, ${scheme}`, async () => {
    const page = await open('/contact.html?id=c-empty', { as: 'owner', scheme });
    await page.click('combobox', 'Add followers');
    await page.page.waitForSelector('crm-followers >>> [role=option]');
    await page.passesAxe();
    await page.page.keyboard.press('Escape');
    await page.click('button', 'View as: Priya Mehta Owns Maria');
    await page.find('link', 'Ada Whitlock Administrator, may do everything');
    await page.passesAxe();
    await page.leave();
  });
}

test('needs no sideways scrolling at 320 pixels, in any state', async () => {
  for (const [state, path, ready, expect] of STATES) {
    const page = await open(path, { width: 320, ...(expect && { expect }) });
    await page.reads(ready);
    await page.page.waitForSelector('main:not([aria-busy])');
    assert.equal(await page.overflow(), 0, state);
    await page.leave();
  }
});

test('stays within 320 pixels with the list and the menu open', async () => {
  const page = await open('/contact.html?id=c1', { as: 'owner', width: 320 });
  await page.click('combobox', 'Add followers');
  await page.page.waitForSelector('crm-followers >>> [role=option]');
  assert.equal(await page.overflow(), 0);
  await page.page.keyboard.press('Escape');
  await page.click('button', 'View as: Priya Mehta');
  await page.find('link', 'Rob Keller Only assigned data, no access to Maria');
  assert.equal(await page.overflow(), 0);
  await page.leave();
});
