/** The list of contacts on the running demo: sorting and paging, followers in its rows, and what all of it asks for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const BATCH = 'POST /api/followers:batchGet';

const count = ({ page }: Visit, selector: string) =>
  page.$eval('tbody', (body, what) => body.querySelectorAll(what).length, selector);

/** The list, once so many rows of it are there. */
async function openList(query = '', options: VisitOptions = {}, rows = 100): Promise<Visit> {
  const visitor = await demo.visit(`/list.html${query}`, { as: 'owner', ...options });
  await visitor.until(`${rows} rows`, async () => (await count(visitor, 'tr')) === rows);
  return visitor;
}

const batches = ({ calls }: Visit) => calls.filter((call) => call === BATCH).length;

/** Rows whose followers are known, of those from `first` until before `last`. In one go: a handle for each takes long. */
const known = ({ page }: Visit, first?: number, last?: number) =>
  page.evaluate(
    (...part) => {
      const all = [...document.querySelectorAll('crm-followers')];
      return all.slice(...part).filter(({ state }) => state === 'ready').length;
    },
    first,
    last,
  );

const names = ({ page }: Visit) =>
  page.evaluate(() =>
    [...document.querySelectorAll('tbody tr')].map((row) => row.querySelector('a')?.textContent ?? ''),
  );

/** Puts the focus on the followers of a contact, as Tab does, and opens them by a key. */
async function openRow(visitor: Visit, name: string): Promise<void> {
  const stack = await visitor.beginning('button', `${name}: `);
  await stack.focus();
  await visitor.page.keyboard.press('Enter');
  await visitor.find('dialog', name);
}

test('adds a follower by keyboard alone, and the row shows it, here and in another window', async () => {
  const [visitor, other] = [
    await openList('?sort=createdAt&order=desc'),
    await openList('?sort=createdAt&order=desc', { as: 'admin' }),
  ];
  await other.until('a stream', async () => other.calls.includes('GET /api/events'));
  await openRow(visitor, 'Daniel Okafor');
  await visitor.tabTo('combobox', 'Add followers');
  await visitor.page.keyboard.type('tom');
  await visitor.arrowTo('Tom Becker');
  await visitor.page.keyboard.press('Enter');
  await visitor.reads('Tom Becker added. 1 of 10 followers.');
  await visitor.page.keyboard.press('Escape');
  await visitor.page.keyboard.press('Escape');
  await visitor.gone('dialog', 'Daniel Okafor');
  await visitor.find('button', 'Daniel Okafor: 1 follower: Tom Becker');
  assert.equal((await visitor.focused())?.name, 'Daniel Okafor: 1 follower: Tom Becker');
  await other.find('button', 'Daniel Okafor: 1 follower: Tom Becker');
  await visitor.leave();
  await other.leave();
});

test('shows a new owner in the row whose panel gave the contact to them', async () => {
  const visitor = await openList('?sort=createdAt&order=desc', { as: 'colleague' });
  await openRow(visitor, 'Hanna Lindqvist');
  await visitor.click('button', 'Make me the owner');
  await visitor.until('the new owner', () =>
    visitor.page.$eval('[data-id=c-unowned] .c-own', (cell) => cell.textContent === 'Owner: Tom Becker'),
  );
  await visitor.leave();
});

test('asks once for what is in view, ten times for a thousand rows, and for nothing else while nothing happens', async () => {
  const visitor = await openList();
  await visitor.until('followers', async () => (await known(visitor)) === 100);
  assert.equal(batches(visitor), 1);
  await visitor.click('button', 'Show all');
  await visitor.until('all rows', async () => (await count(visitor, 'tr')) >= 1000);
  await visitor.idle();
  // The first of the new rows has the focus, so that one more request was due; the other rows are out of view.
  assert.ok(batches(visitor) <= 2, `${batches(visitor)} requests`);
  const rows = await count(visitor, 'tr');
  // A window shows seventeen rows, and some beyond it are near.
  for (let i = 0; i < rows; i += 20) {
    await visitor.page.evaluate((row) => document.querySelectorAll('tbody tr')[row]?.scrollIntoView(), i);
    const seen = Math.min(i + 20, rows);
    await visitor.until(`followers of row ${seen}`, async () => (await known(visitor, i, seen)) === seen - i);
  }
  await visitor.until('all followers', async () => (await known(visitor)) === rows);
  assert.equal(batches(visitor), Math.ceil(rows / 100));
  assert.deepEqual(
    visitor.calls.filter((call) => call !== BATCH && call !== 'GET /api/events'),
    [],
  );
  await visitor.leave();
});

test('sorts by what is pressed, keeps the focus there, and Back goes to the order before', async () => {
  const visitor = await openList();
  const byName = await names(visitor);
  await (await visitor.find('button', 'Company')).focus();
  await visitor.page.keyboard.press('Enter');
  await visitor.reads('The first 100, by company');
  assert.equal((await visitor.focused())?.name, 'Company');
  assert.equal(await visitor.page.$eval('[data-sort=company]', (head) => head.ariaSort), 'ascending');
  assert.notDeepEqual(await names(visitor), byName);
  await visitor.page.goBack();
  await visitor.reads('The first 100, by name');
  assert.deepEqual(await names(visitor), byName);
  await visitor.leave();
});

test('goes on with the first of the rows that were added', async () => {
  const visitor = await openList();
  await (await visitor.find('button', 'Show 100 more')).focus();
  await visitor.page.keyboard.press('Enter');
  await visitor.reads('The first 200, by name');
  const [focused, all] = [await visitor.focused(), await names(visitor)];
  assert.equal(focused?.role, 'link');
  assert.equal(focused?.name, all[100]);
  await visitor.leave();
});

test('shows to somebody with assigned data what is theirs, and says so when it is nothing', async () => {
  const rita = await openList('', { as: 'rita' }, 1);
  assert.deepEqual(await names(rita), ['Maria Lopez']);
  await rita.leave();
  const rob = await openList('', { as: 'rob' }, 0);
  await rob.reads('No contacts yet.');
  await rob.leave();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility, with a row open as well, ${scheme}`, async () => {
    const visitor = await openList('?sort=createdAt&order=desc', { scheme });
    await visitor.until('followers', async () => (await known(visitor)) === 100);
    await visitor.passesAxe();
    await openRow(visitor, 'Maria Lopez');
    await visitor.find('button', 'Remove Lena Fischer');
    await visitor.passesAxe();
    await visitor.leave();
  });
}

test('needs no sideways scrolling at 320 pixels, and stays a table to a screen reader', async () => {
  const visitor = await openList('?sort=createdAt&order=desc', { width: 320 });
  assert.equal(await visitor.overflow(), 0);
  assert.equal(await visitor.count('rowheader', 'Maria Lopez maria.lopez@harbourfoods.example'), 1);
  await openRow(visitor, 'Maria Lopez');
  assert.equal(await visitor.overflow(), 0);
  await visitor.leave();
});
