/** Several windows side by side on the running demo: each shows what is changed in another, and whose doing it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useDemo } from './use-demo.ts';
import type { Visit } from './visit.ts';

const demo = useDemo(undefined, { shell: false });

/** A window of its own in which somebody looks at a page, and from which they listen. */
async function open(as: string, path = '/contact.html?id=c1'): Promise<Visit> {
  const window = await demo.visit(path, { as });
  await window.until('a stream', async () => window.calls.includes('GET /api/events'));
  return window;
}

const ask = (as: string, method: string, path: string, body?: object, headers = {}) =>
  fetch(new URL(`/api${path}`, demo.url), {
    method,
    headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });

const followers = '/records/contact/c1/followers';

test('shows in one window what somebody adds or removes in another, and says who did', async (t) => {
  const [owner, admin] = [await open('owner'), await open('admin')];
  await owner.click('combobox', 'Add followers');
  await owner.page.keyboard.type('tom');
  await owner.arrowTo('Tom Becker');
  const began = Date.now();
  await owner.page.keyboard.press('Enter');
  await admin.reads('Priya Mehta added Tom Becker.');
  t.diagnostic(`seen in the other window after ${Date.now() - began} ms`);
  await admin.find('button', 'Remove Tom Becker');

  await admin.click('button', 'Remove Tom Becker');
  await owner.reads('Ada Whitlock removed Tom Becker.');
  await owner.gone('button', 'Remove Tom Becker');
  await owner.leave();
  await admin.leave();
});

test('says who made somebody the owner, and what that leaves the viewer', async () => {
  const owner = await open('owner');
  await owner.find('button', 'Change owner');
  const { record } = (await (await ask('admin', 'GET', followers)).json()) as { record: { version: string } };
  const version = { 'If-Match': `"${record.version}"` };
  const to = { userId: 'colleague', keepPrevious: true };
  await ask('admin', 'PUT', '/records/contact/c1/owner', to, version);
  await owner.reads('Ada Whitlock made Tom Becker the owner.');
  await owner.gone('button', 'Change owner');
  await owner.leave();
  const back = { 'If-Match': `"${Number(record.version) + 1}"` };
  await ask('admin', 'PUT', '/records/contact/c1/owner', { userId: 'owner' }, back);
});

test('closes the page at once for whoever loses sight of the contact, and opens it when they have it again', async () => {
  const rita = await open('rita');
  await rita.find('heading', 'Maria Lopez');
  await ask('owner', 'DELETE', `${followers}/rita`);
  await rita.find('heading', 'This contact is closed to you now');
  await rita.reads('You no longer have access to this contact, or it was deleted.');
  assert.doesNotMatch(await rita.text(), /Priya|Lena|Lopez/);
  await ask('owner', 'PUT', `${followers}/rita`);
  await rita.find('button', 'Stop following');
  await rita.leave();
});

test('shows on the board who follows what, as it changes', async () => {
  const board = await open('owner', '/opportunities.html');
  const name = 'Harbour Foods: 40 seats';
  await board.find('button', `${name}: 2 followers: Lena Fischer and Rita Sørby`);
  await ask('admin', 'PUT', '/records/opportunity/o1/followers/colleague');
  await board.find('button', `${name}: 3 followers: Lena Fischer, Rita Sørby, and Tom Becker`);
  await ask('admin', 'DELETE', '/records/opportunity/o1/followers/colleague');
  await board.find('button', `${name}: 2 followers: Lena Fischer and Rita Sørby`);
  await board.leave();
});

const isVisible = (page: Page) => page.evaluate(() => document.visibilityState === 'visible');

/** Whether a page shows the contact's followers. */
async function shows(page: Page): Promise<boolean> {
  await page.waitForFunction(() => {
    const root = document.querySelector('crm-followers')?.shadowRoot;
    return root?.querySelector('[aria-label="Remove Lena Fischer"], button[aria-label*="Lena Fischer"]');
  });
  return true;
}

test('loads eight windows of one browser, whatever the connections to a host', async () => {
  const context = await demo.browser.createBrowserContext();
  const streams: string[] = [];
  const pages: Page[] = [];
  for (let i = 0; i < 8; i++) {
    const page = await context.newPage({ type: 'window' });
    pages.push(page);
    page.on('request', (request) => {
      if (request.url().includes('/api/events')) streams.push(`stream of window ${i}`);
    });
    await page.goto(new URL('/contact.html?id=c1&as=owner', demo.url).href);
    assert.ok(await isVisible(page));
    assert.ok(await shows(page), `window ${i}`);
  }
  for (const page of pages) assert.ok(await isVisible(page), 'all of them can be seen');
  assert.equal(new Set(streams).size, 4);
  // The last one can still ask.
  await pages[7]!.reload();
  assert.ok(await shows(pages[7]!));
  await context.close();
});

test('gives its stream back while it is hidden, and makes up for what it has missed', async () => {
  const owner = await open('owner');
  const { page } = owner;
  const ended = new Promise<void>((resolve) => {
    page.on('requestfailed', (request) => {
      if (request.url().includes('/api/events')) resolve();
    });
  });
  const other = await page.browserContext().newPage();
  await other.bringToFront();
  await ended;
  assert.equal(await isVisible(page), false);
  await ask('admin', 'PUT', `${followers}/u101`);
  await page.bringToFront();
  await owner.reads('Ada Whitlock added José Álvarez.');
  await ask('admin', 'DELETE', `${followers}/u101`);
  await owner.leave();
});
