/** What is asked for one record, one person or one query is done for that one, whatever is shown when its turn comes. */
import { expect } from '@open-wc/testing';
import { person } from '../../demo/server/data/fixed.ts';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

/** More people than one answer holds, so that the server has to search. */
const many = Array.from({ length: 60 }, (_, i) => person(`m${i}`, `Mo Member ${i}`, `Seat ${i}`, `mo${i}`));
const jose = 'José Álvarez Sales, Madrid';

const c1 = { type: 'contact', id: 'c1' };

async function showRecord(page: Page, panel: Panel, id: string): Promise<void> {
  await page.change(() => panel.element.setAttribute('record-id', id));
}

/** Everything of these types that the page hears. */
function log(page: Page, ...types: string[]): CustomEvent[] {
  const heard: CustomEvent[] = [];
  for (const type of types) page.room.addEventListener(type, (event) => heard.push(event as CustomEvent));
  return heard;
}

async function opened(page: Page, as = 'owner'): Promise<[Panel, FakeBackend]> {
  const backend = page.backend(as, { people: many });
  const panel = await page.show({ backend });
  await panel.open();
  return [panel, backend];
}

test('adds nobody to a record that was not shown when the page asked for it', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('GET /contact/c1/');
  const panel = await page.show({ backend });
  const asked = panel.element.addFollower('colleague');
  await page.settle();
  await showRecord(page, panel, 'c-empty');
  gate.open();
  await page.settle();
  const { outcome, code } = await asked;
  expect([outcome, code]).to.deep.equal(['refused', 'not-found']);
  expect(backend.count('PUT ')).to.equal(0);
  expect(panel.chips).to.deep.equal([]);
});

const ASKED: [what: string, ask: (element: CrmFollowers) => Promise<unknown>][] = [
  ['adds nobody', (element) => element.addFollower('colleague')],
  ['removes nobody', (element) => element.removeFollower('u101')],
  ['makes nobody the owner', (element) => element.changeOwner('colleague')],
];
for (const [what, ask] of ASKED) {
  test(`${what} where the page asks and shows another record in one and the same turn`, async (page) => {
    const backend = page.backend('admin', { records: [contact('k1', ['u101'])] });
    const panel = await page.show({ backend });
    const asked = ask(panel.element);
    panel.element.recordId = 'k1';
    await page.settle();
    await asked;
    const writes = backend.sent.filter(({ method }) => method !== 'GET').map(({ url }) => url.pathname);
    expect(writes.filter((path) => path.includes('k1'))).to.deep.equal([]);
    await page.settle();
    expect([panel.chips.length, panel.message]).to.deep.equal([1, '']);
  });
}

test('acts on the new record where the page shows it and asks in one and the same turn', async (page) => {
  const backend = page.backend('admin');
  const panel = await page.show({ backend });
  panel.element.recordId = 'c-empty';
  const asked = panel.element.addFollower('colleague');
  await page.settle();
  expect((await asked).outcome).to.equal('added');
  expect(backend.count('PUT /contact/c-empty/followers/colleague')).to.equal(1);
});

test('offers nobody who was found for another record', async (page) => {
  const [panel, backend] = await opened(page);
  await panel.type('jos');
  await page.wait(200);
  expect(panel.options).to.deep.equal([jose]);
  await showRecord(page, panel, 'c-empty');
  expect(panel.input.value).to.equal('');
  const gate = backend.hold('GET /users');
  await panel.open();
  expect((await gate.arrived).url.searchParams.get('for')).to.equal('contact:c-empty');
  expect([panel.isOpen, panel.options]).to.deep.equal([true, []]);
  expect(panel.text).to.include('Searching…');
});

test('offers nobody who was found for another viewer, and forgets what they typed', async (page) => {
  for (const [open, keys] of [
    ['open', []],
    ['closed', ['Escape']],
  ] as const) {
    const [panel, backend] = await opened(page);
    await panel.type('jos');
    await page.wait(200);
    await panel.press(...keys);
    backend.as = 'admin';
    await panel.element.refresh();
    await page.settle();
    expect([panel.isOpen, panel.input.value], open).to.deep.equal([false, '']);
    const gate = backend.hold('GET /users');
    await panel.open();
    await gate.arrived;
    expect(panel.options, open).to.deep.equal([]);
    await page.change(() => panel.element.remove());
  }
});

test('takes nobody of the last query while the next one is under way, and moves when its answer comes', async (page) => {
  const [panel, backend] = await opened(page);
  const gate = backend.hold('GET query=jos');
  await panel.type('jos');
  await panel.press('ArrowDown', 'Enter');
  await page.wait(200);
  await gate.arrived;
  await panel.press('ArrowDown', 'Enter');
  expect(backend.count('PUT ')).to.equal(0);
  expect([panel.isOpen, panel.input.value, panel.activeName]).to.deep.equal([true, 'jos', undefined]);
  gate.open();
  await page.settle();
  expect(panel.activeName).to.equal(jose);
  await panel.press('Enter');
  expect(panel.chips.at(-1)).to.equal('José Álvarez');
});

test('opens again without the people of another query', async (page) => {
  const [panel, backend] = await opened(page);
  expect(panel.options.length).to.be.above(5);
  await panel.press('Escape');
  const gate = backend.hold('GET query=jos');
  await panel.type('jos');
  expect([panel.isOpen, panel.options]).to.deep.equal([true, []]);
  await page.wait(200);
  gate.open();
  await page.settle();
  expect(panel.options).to.deep.equal([jose]);
});

test('tells the page of a change that ends when another record is shown, and says nothing there', async (page) => {
  const heard = log(page, 'change', 'crm-followers-change');
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('DELETE /followers/rita');
  await panel.clickButton('Remove Rita Sørby');
  await showRecord(page, panel, 'c-full');
  gate.open();
  await page.settle();
  expect(heard.map(({ type }) => type)).to.deep.equal(['change', 'crm-followers-change']);
  const { record, reason, removed } = heard[1]!.detail;
  expect([record, reason, removed[0].id]).to.deep.equal([c1, 'user', 'rita']);
  expect([panel.message, panel.announced]).to.deep.equal(['', []]);
});

test('tells the page of a refusal that comes when another record is shown, and says nothing there', async (page) => {
  const heard = log(page, 'change', 'crm-followers-problem');
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('DELETE /followers/rita');
  await panel.clickButton('Remove Rita Sørby');
  await showRecord(page, panel, 'c-full');
  gate.answer({ status: 403, body: { code: 'action-forbidden' } });
  await page.settle();
  expect(heard.map(({ type }) => type)).to.deep.equal(['crm-followers-problem']);
  const { record, code, user } = heard[0]!.detail;
  expect([record, code, user.id]).to.deep.equal([c1, 'action-forbidden', 'rita']);
  expect([panel.alert, panel.message, panel.announced]).to.deep.equal(['', '', []]);
});

test('tells the page of nobody who was taken away again before they were added', async (page) => {
  const heard = log(page, 'crm-followers-change');
  const [panel, backend] = await opened(page);
  await panel.type('jos');
  await page.wait(200);
  const gate = backend.hold('PUT /followers');
  await panel.press('ArrowDown', 'Enter', 'Escape');
  await panel.clickButton('Remove José Álvarez');
  gate.open();
  await page.settle();
  expect([backend.count('PUT '), backend.count('DELETE ')]).to.deep.equal([1, 1]);
  expect(panel.chips).to.have.length(3);
  expect(heard.map(({ detail }) => [detail.added, detail.removed])).to.deep.equal([]);
});

test('tells the page of nobody who was brought back before they were removed', async (page) => {
  const heard = log(page, 'crm-followers-change');
  const [panel, backend] = await opened(page);
  await panel.press('Escape');
  const gate = backend.hold('DELETE /followers');
  await panel.clickButton('Remove Rita Sørby');
  await panel.open();
  await panel.type('rita');
  await page.wait(200);
  await panel.press('ArrowDown', 'Enter', 'Escape');
  gate.open();
  await page.settle();
  expect([backend.count('DELETE '), backend.count('PUT ')]).to.deep.equal([1, 1]);
  expect(panel.chips).to.include('Rita Sørby');
  expect(heard.map(({ detail }) => [detail.added, detail.removed])).to.deep.equal([]);
});
