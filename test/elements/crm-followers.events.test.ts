/** What the page around the element hears: which events, with which details, and how often. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

const OURS = ['change', 'owner-change', 'before-change', 'problem', 'access-change'].map(
  (name) => `crm-followers-${name}`,
);
const NAMES = ['input', 'change', ...OURS];
const record = { type: 'contact', id: 'c1' };
const path = '/records/contact/c1/followers';

/** Every event of the elements that reaches the page, in order; listeners end with the test. */
function log(page: Page, cancel?: string): CustomEvent[] {
  const heard: CustomEvent[] = [];
  for (const name of NAMES) {
    page.room.addEventListener(name, (event) => {
      heard.push(event as CustomEvent);
      if (name === cancel) event.preventDefault();
    });
  }
  return heard;
}

const types = (heard: Event[]) => heard.map(({ type }) => type);

async function pickTom(panel: Panel): Promise<void> {
  await panel.open();
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
}

test('is silent while it loads, and while somebody types or moves in the list', async (page) => {
  const heard = log(page);
  const panel = await page.show();
  await panel.open();
  await panel.type('tom');
  await page.wait(3000);
  await panel.press('ArrowDown', 'Escape', 'Backspace');
  await panel.clickButton('Details');
  expect(types(heard)).to.deep.equal([]);
});

test('asks, then tells that something changed on screen, then that the server agreed, then what', async (page) => {
  const heard = log(page);
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('PUT /followers');
  await pickTom(panel);
  expect(types(heard)).to.deep.equal(['crm-followers-before-change', 'input']);
  gate.open();
  await page.settle();
  expect(types(heard).slice(2)).to.deep.equal(['change', 'crm-followers-change']);
  const [before, input, change, told] = heard;
  expect(before!.detail).to.deep.include({ record, op: 'add' });
  expect(before!.detail.user).to.deep.include({ id: 'colleague', name: 'Tom Becker' });
  expect(told!.detail).to.deep.include({ record, reason: 'user' });
  expect(told!.detail.added.map(({ id }: { id: string }) => id)).to.deep.equal(['colleague']);
  expect(told!.detail.removed).to.deep.equal([]);
  expect(told!.detail.followers).to.have.length(4);
  expect(told!.detail.version).to.match(/^\d+$/);
  for (const event of heard) {
    expect(event.target, 'retargeted to the element').to.equal(panel.element);
    expect(event.bubbles).to.equal(true);
  }
  for (const event of [before!, told!, input!]) expect(event.composed).to.equal(true);
  expect(change!.composed, 'as the native one').to.equal(false);
});

test('tells a removal, and its undo as such', async (page) => {
  const heard = log(page);
  const panel = await page.show();
  await panel.clickButton('Remove Rita Sørby');
  await panel.clickButton('Undo');
  const told = heard.filter(({ type }) => type === 'crm-followers-change').map(({ detail }) => detail);
  expect(told.map(({ reason }) => reason)).to.deep.equal(['user', 'undo']);
  expect(told[0].removed.map(({ id }: { id: string }) => id)).to.deep.equal(['rita']);
  expect(told[1].added.map(({ id }: { id: string }) => id)).to.deep.equal(['rita']);
});

test('tells a new owner with who they were before', async (page) => {
  const heard = log(page);
  const panel = await page.show({ as: 'admin' });
  await panel.clickButton('Make me the owner');
  await panel.clickButton('Make owner');
  const told = heard.find(({ type }) => type === 'crm-followers-owner-change')!.detail;
  expect(told).to.deep.include({ record, reason: 'user' });
  expect([told.owner.id, told.previous.id]).to.deep.equal(['admin', 'owner']);
  expect(types(heard)).to.include('crm-followers-change');
});

test('is prevented from a change by a cancelled event, and changes nothing', async (page) => {
  const heard = log(page, 'crm-followers-before-change');
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.clickButton('Remove Rita Sørby');
  expect(types(heard)).to.deep.equal(['crm-followers-before-change']);
  expect([panel.chips.length, backend.count('DELETE ')]).to.deep.equal([3, 0]);
  expect(panel.focused, 'the focus is not lost').not.to.equal(undefined);
});

test('tells what went wrong, and says nothing itself when the page does', async (page) => {
  const heard = log(page, 'crm-followers-problem');
  const backend = page.backend();
  backend.plant('DELETE /followers', { status: 403, body: { code: 'action-forbidden' } });
  const panel = await page.show({ backend });
  await panel.clickButton('Remove Rita Sørby');
  const { detail, cancelable } = heard.find(({ type }) => type === 'crm-followers-problem')!;
  expect(cancelable).to.equal(true);
  expect(detail).to.deep.include({ record, code: 'action-forbidden', op: 'remove' });
  expect(detail.message).to.equal("Not saved: you don't have permission for this change.");
  expect(detail.user.id).to.equal('rita');
  expect([panel.message, panel.alert]).to.deep.equal(['', '']);
  expect(types(heard)).not.to.include('change');
});

test('tells a load that failed, once', async (page) => {
  const heard = log(page);
  const backend = page.backend();
  backend.plant('GET /followers', { status: 500 });
  await page.show({ backend });
  await page.wait(10_000);
  expect(types(heard)).to.deep.equal(['crm-followers-problem']);
  expect(heard[0]!.detail).to.deep.include({ record, code: 'unavailable' });
});

test('tells what others did as remote, with who did it, and without a native event', async (page) => {
  const heard = log(page);
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await panel.element.refresh();
  await page.settle();
  expect(types(heard)).to.deep.equal(['crm-followers-change']);
  expect(heard[0]!.detail.reason).to.equal('remote');
  expect(heard[0]!.detail.by).to.deep.equal({ id: 'admin', name: 'Ada Whitlock' });
  await backend.elsewhere('colleague', `DELETE ${path}/rita`);
  await panel.element.refresh();
  await page.settle();
  expect(heard[1]!.detail.by).to.deep.equal({ id: 'colleague', name: 'Tom Becker' });
});

test('tells a stranger’s change apart from the viewer’s own that came with it', async (page) => {
  const heard = log(page);
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', `PUT ${path}/u101`);
  await pickTom(panel);
  const told = heard.filter(({ type }) => type === 'crm-followers-change').map(({ detail }) => detail);
  const ids = told.map(({ reason, added }) => [reason, ...added.map(({ id }: { id: string }) => id)]);
  expect(ids).to.have.deep.members([
    ['remote', 'u101'],
    ['user', 'colleague'],
  ]);
});

test('tells each change once, however many elements of the page show the record', async (page) => {
  const heard = log(page);
  const backend = page.backend();
  const first = await page.show({ backend });
  const second = await page.show({ backend });
  await second.clickButton('Remove Rita Sørby');
  expect(first.chips).to.deep.equal(second.chips);
  expect(types(heard).filter((type) => type === 'crm-followers-change')).to.have.length(1);
  expect(first.message, 'the other element says nothing of it').to.equal('');
  heard.length = 0;
  await backend.elsewhere('admin', `PUT ${path}/u101`);
  await first.element.refresh();
  await page.settle();
  expect(types(heard)).to.deep.equal(['crm-followers-change']);
  expect(backend.count(`GET ${path}`), 'and reads once').to.equal(2);
});

test('tells that the viewer lost sight of the record, once', async (page) => {
  const heard = log(page);
  const backend = page.backend('rita');
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await panel.element.refresh();
  await page.settle();
  const told = heard.filter(({ type }) => type === 'crm-followers-access-change');
  expect(told.map(({ detail }) => detail)).to.deep.equal([{ record, access: 'none', cause: 'changed' }]);
});

test('hands out copies that a page may change without harm', async (page) => {
  const panel = await page.show();
  page.room.addEventListener('crm-followers-change', (event) => {
    const { detail } = event as CustomEvent<{ followers: unknown[]; record: { id: string } }>;
    detail.followers.length = 0;
    detail.record.id = 'other';
  });
  await panel.clickButton('Remove Rita Sørby');
  await panel.clickButton('Remove Lena Fischer');
  expect(panel.chips).to.deep.equal(['Ines Moreau']);
});
