/** A list of more rows than can be drawn at once: who is drawn when, while time is as short as it can be. */
import { expect } from '@open-wc/testing';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type Page, test as testIn } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';

/** On a processor so slow that a slice of time is over as soon as it has begun. */
function test(name: string, body: (page: Page) => Promise<void>): void {
  testIn(name, async (page) => {
    const { now } = performance;
    let late = 0;
    performance.now = () => now.call(performance) + (late += 1000);
    try {
      await body(page);
    } finally {
      performance.now = now;
    }
  });
}

/** Rows as high as a tenth of the window, or as what is in them. */
function append(page: Page, count: number, height = '80px', properties = {}): [CrmFollowers[], FakeBackend] {
  const ids = Array.from({ length: count }, (_, i) => `k${i}`);
  const backend = page.backend('owner', { records: ids.map((id) => contact(id, ['u101'])) });
  const rows = ids.map((id) => {
    const row = document.createElement('div');
    row.style.height = height;
    row.append(page.create({ backend, record: `contact/${id}`, attributes: { view: 'stack' }, properties }));
    page.room.append(row);
    return row.firstElementChild as CrmFollowers;
  });
  page.guards.rebase();
  return [rows, backend];
}

const isDrawn = ({ shadowRoot }: CrmFollowers) => !!shadowRoot?.querySelector('.stack');

/** The next frame of the page. */
const frame = () => new Promise(requestAnimationFrame);

test('draws none of a list at once that there is no time for, and all of it in the end', async (page) => {
  const [rows] = append(page, 40);
  await Promise.resolve();
  expect(rows.filter(isDrawn)).to.deep.equal([]);
  await Promise.all(rows.map(({ updateComplete }) => updateComplete));
  expect(rows.filter(isDrawn)).to.have.length(40);
});

test('draws those in view before the others', async (page) => {
  const [rows] = append(page, 1000);
  const last = rows.at(-1)!;
  last.scrollIntoView();
  while (!isDrawn(last)) await frame();
  expect(isDrawn(rows[500]!)).to.equal(false);
});

test('asks in one request for what is in view and for others, whether they are drawn or not', async (page) => {
  const [rows, backend] = append(page, 150);
  await page.settle();
  expect(backend.count('POST /followers:batchGet')).to.equal(1);
  expect(rows.filter(({ state }) => state === 'ready')).to.have.length(100);
});

test('draws what is heard of a row out of view when there is time', async (page) => {
  const [rows] = append(page, 40);
  await page.settle();
  const last = rows.at(-1)!;
  last.recordName = 'Ada Lovelace';
  await Promise.resolve();
  const name = () => last.shadowRoot!.querySelector('.stack')!.getAttribute('aria-label');
  expect(name()).not.to.include('Ada');
  await last.updateComplete;
  expect(name()).to.include('Ada');
});

test('draws all other views at once', async (page) => {
  const panel = page.create({ attributes: { view: 'field' } });
  page.room.append(panel);
  page.guards.rebase();
  await Promise.resolve();
  await Promise.resolve();
  expect(panel.shadowRoot!.querySelector('.field')).not.to.equal(null);
});

test('a row that is gone before its turn leaves nothing behind, and can come back', async (page) => {
  const [rows] = append(page, 3);
  const [row] = rows;
  const place = row!.parentElement!;
  row!.remove();
  await page.settle();
  place.append(row!);
  await page.settle();
  expect([row!.state, isDrawn(row!)]).to.deep.equal(['ready', true]);
});

test('a row that waits is as high as it will be, so that nothing moves when it is drawn', async (page) => {
  for (const size of ['', '10px', '30px']) {
    page.room.style.fontSize = size;
    const [rows] = append(page, 30, 'auto');
    await Promise.resolve();
    const heights = () => rows.map(({ parentElement }) => parentElement!.getBoundingClientRect().height);
    const before = heights();
    expect(rows.filter(isDrawn)).to.deep.equal([]);
    await page.settle();
    expect(rows.filter(isDrawn)).to.have.length(30);
    for (const [i, height] of heights().entries())
      expect(height, `${size} ${i}`).to.be.closeTo(before[i]!, 0.5);
    await page.change(() => page.room.replaceChildren());
  }
});

test('rows that are taken out before their turn make room for others', async (page) => {
  const [rows] = append(page, 120);
  await Promise.resolve();
  page.room.replaceChildren();
  const [others, backend] = append(page, 120);
  await page.settle();
  expect(rows.filter(isDrawn)).to.deep.equal([]);
  expect(others.filter(({ state }) => state === 'ready')).to.have.length(100);
  expect(backend.count('POST /followers:batchGet')).to.equal(1);
});

test('a row that waits knows who looks when it hears of its record', async (page) => {
  const backend = page.backend(null, { records: [contact('k0', [])] });
  const heard: Event[] = [];
  page.room.addEventListener('crm-followers-access-change', (event) => heard.push(event));
  const row = page.create({
    backend,
    record: 'contact/k0',
    attributes: { view: 'stack' },
    properties: {
      viewer: { id: 'nobody-of-these', onlyAssignedData: true },
      messages: { heading: 'Watchers' },
    },
  });
  page.room.append(row);
  page.guards.rebase();
  await Promise.resolve();
  expect([row.overlay.viewer?.id, row.words.say('heading')]).to.deep.equal(['nobody-of-these', 'Watchers']);
  await page.settle();
  expect(heard).to.deep.equal([]);
});

test('all rows that wait are drawn before the page is printed', async (page) => {
  const [rows] = append(page, 60);
  await frame();
  window.dispatchEvent(new Event('beforeprint'));
  await Promise.resolve();
  await Promise.resolve();
  expect(rows.filter(isDrawn)).to.have.length(60);
  await page.settle();
});
