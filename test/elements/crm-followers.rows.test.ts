/** Rows of a list: what is in view is asked for, with as much else as one request holds, and nothing before that. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`);

/** A backend with so many records. */
const backendOf = (page: Page, count: number) =>
  page.backend('owner', { records: ids(count).map((id) => contact(id, ['u101'])) });

/** A list of so many rows, each of them as high as a tenth of the window. */
async function list(page: Page, count: number, backend: FakeBackend): Promise<CrmFollowers[]> {
  const rows = ids(count).map((id) => {
    const row = document.createElement('div');
    row.style.height = '80px';
    row.append(page.create({ backend, record: `contact/${id}`, attributes: { view: 'stack' } }));
    return row;
  });
  page.room.append(...rows);
  page.guards.rebase();
  await page.settle();
  return rows.map((row) => row.firstElementChild as CrmFollowers);
}

const batches = (backend: FakeBackend) => backend.count('POST /followers:batchGet');
const states = (rows: CrmFollowers[]) => rows.map(({ state }) => state);

test('asks in one request for what is in view, and for as many further rows as it has room for', async (page) => {
  const backend = backendOf(page, 250);
  const rows = await list(page, 250, backend);
  expect(batches(backend)).to.equal(1);
  expect(backend.count('GET')).to.equal(0);
  expect(states(rows).filter((state) => state === 'ready').length).to.equal(100);
  expect(states(rows).slice(100)).to.deep.equal(Array(150).fill('loading'));
});

test('asks for the rest as it comes into view, and never twice', async (page) => {
  const backend = backendOf(page, 250);
  const rows = await list(page, 250, backend);
  // A window holds ten.
  for (const row of rows.filter((_, i) => i % 5 === 4)) {
    row.scrollIntoView();
    await page.settle();
  }
  expect(states(rows)).to.deep.equal(Array(250).fill('ready'));
  expect(batches(backend)).to.equal(3);
});

test('asks for nothing where nothing is in view', async (page) => {
  const backend = backendOf(page, 3);
  page.room.style.paddingTop = '2000px';
  const rows = await list(page, 3, backend);
  expect(states(rows)).to.deep.equal(['loading', 'loading', 'loading']);
  expect(backend.sent).to.deep.equal([]);
  page.room.style.paddingTop = '0';
  await page.settle();
  expect(states(rows)).to.deep.equal(['ready', 'ready', 'ready']);
});

test('a row that is taken out before it was seen is never asked for', async (page) => {
  const backend = backendOf(page, 4);
  page.room.style.paddingTop = '2000px';
  const [first, ...others] = await list(page, 4, backend);
  await page.change(() => others.forEach((row) => row.remove()));
  page.room.style.paddingTop = '0';
  await page.settle();
  expect(first!.state).to.equal('ready');
  expect([batches(backend), backend.count('GET')]).to.deep.equal([0, 1]);
});

test('a method of a row that was never seen works all the same', async (page) => {
  const backend = backendOf(page, 1);
  page.room.style.paddingTop = '2000px';
  const [row] = await list(page, 1, backend);
  const added = row!.addFollower('colleague');
  await page.settle();
  expect((await added).outcome).to.equal('added');
});

test('everything is asked for before the page is printed', async (page) => {
  const backend = backendOf(page, 120);
  page.room.style.paddingTop = '2000px';
  const rows = await list(page, 120, backend);
  window.dispatchEvent(new Event('beforeprint'));
  await page.settle();
  expect(states(rows)).to.deep.equal(Array(120).fill('ready'));
});

test('where nothing can be observed, every row is asked for', async (page) => {
  const backend = page.backend();
  const { IntersectionObserver } = window;
  Reflect.deleteProperty(window, 'IntersectionObserver');
  try {
    page.room.style.paddingTop = '2000px';
    const row = page.create({ backend, attributes: { view: 'stack' } });
    page.room.append(row);
    page.guards.rebase();
    await row.ready;
    expect(row.state).to.equal('ready');
  } finally {
    window.IntersectionObserver = IntersectionObserver;
  }
});
