/** Picks and saves while the record, its rights, the form or other elements change around them. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { heard, manual, pick, save, writes } from '../support/picking.ts';

const path = '/contact/c1/followers';
const CROWD = ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108'];

async function picked(page: Page, without: string[] = ['bulk']): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('owner', { without });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  return [panel, backend];
}

const showRecord = (page: Page, panel: Panel, id: string) =>
  page.change(() => panel.element.setAttribute('record-id', id));

test('another record drops what was not saved, and tells the page so without asking', async (page) => {
  const [panel, backend] = await picked(page);
  const told = heard(page, 'crm-followers-unsaved');
  await showRecord(page, panel, 'c-empty');
  expect(told.map(({ detail, cancelable }) => [detail.record, detail.cause, cancelable])).to.deep.equal([
    [{ type: 'contact', id: 'c1' }, 'record', false],
  ]);
  expect(
    told[0]!.detail.changes.map(({ op, user }: { op: string; user: { id: string } }) => [op, user.id]),
  ).to.deep.equal([
    ['add', 'colleague'],
    ['add', 'rob'],
  ]);
  expect([panel.chips, panel.message, panel.element.value]).to.deep.equal([[], '', []]);
  await save(panel);
  await showRecord(page, panel, 'c1');
  expect(panel.chips).to.have.length(3);
  expect([writes(backend), told.length]).to.deep.equal([[], 1]);
});

test('a save under way goes on for its own record; only what it had not begun is lost', async (page) => {
  const [panel, backend] = await picked(page);
  const gate = backend.hold('PUT /followers/colleague');
  const saving = panel.element.save();
  await page.settle();
  await pick(panel, 'ada');
  const told = heard(page, 'crm-followers-unsaved', 'crm-followers-change');
  await showRecord(page, panel, 'c-empty');
  expect(
    told.map(({ detail }) => detail.changes.map(({ user }: { user: { id: string } }) => user.id)),
  ).to.deep.equal([['admin']]);
  expect(panel.chips).to.deep.equal([]);
  await pick(panel, 'lena');
  gate.open();
  await page.settle();
  const { results, message } = await saving;
  expect(results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
    ['colleague', 'added'],
    ['rob', 'added'],
  ]);
  expect(message).to.equal('Followers saved.');
  expect(writes(backend)).to.deep.equal([`PUT ${path}/colleague`, `PUT ${path}/rob`]);
  const changes = told.filter(({ type }) => type === 'crm-followers-change');
  expect(changes.map(({ detail }) => [detail.record.id, detail.added[0].id])).to.deep.equal([
    ['c1', 'colleague'],
    ['c1', 'rob'],
  ]);
  expect([panel.chips, panel.message.includes('saved')]).to.deep.equal([
    ['Lena Fischer not saved yet'],
    false,
  ]);
  expect((await save(panel)).results.map(({ userId }) => userId)).to.deep.equal(['follower']);
});

test('a refusal that comes after the record has changed is told to the page, and not in the new one', async (page) => {
  const [panel, backend] = await picked(page, []);
  const problems = heard(page, 'crm-followers-problem');
  const gate = backend.hold('POST /followers');
  const saving = panel.element.save();
  await page.settle();
  await showRecord(page, panel, 'c-empty');
  gate.answer({ status: 403, body: { code: 'action-forbidden' } });
  await page.settle();
  expect((await saving).results.map(({ outcome }) => outcome)).to.deep.equal(['refused', 'refused']);
  expect(new Set(problems.map(({ detail }) => detail.record.id))).to.deep.equal(new Set(['c1']));
  expect([panel.chips, panel.alert, panel.message]).to.deep.equal([[], '', '']);
});

test('a form that is reset while it saves does not send what was not sent yet', async (page) => {
  const form = document.createElement('form');
  page.room.append(form);
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend, into: form });
  await pick(panel, 'tom', 'rob');
  const gate = backend.hold('PUT /followers/colleague');
  const saving = panel.element.save();
  await page.settle();
  await page.change(() => form.reset());
  gate.open();
  await page.settle();
  expect(writes(backend)).to.deep.equal([`PUT ${path}/colleague`]);
  expect((await saving).results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
    ['colleague', 'added'],
  ]);
  expect(panel.chips.map((chip) => chip.split(' ')[0])).to.deep.equal(['Lena', 'Rita', 'Ines', 'Tom']);
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
});

test('discard() drops what was picked and what was refused, with what was said of it', async (page) => {
  const [panel, backend] = await picked(page);
  backend.plant('PUT /followers/rob', { status: 422, body: { code: 'user-not-assignable' } });
  await save(panel);
  await pick(panel, 'ada');
  expect(panel.chips).to.have.length(6);
  panel.element.discard();
  await page.settle();
  expect(panel.chips.map((chip) => chip.split(' ')[0])).to.deep.equal(['Lena', 'Rita', 'Ines', 'Tom']);
  expect([panel.message, panel.element.matches(':state(unsaved)')]).to.deep.equal(['', false]);
});

test('a dialog that closes with a request open loses nothing of the save', async (page) => {
  const dialog = document.createElement('dialog');
  page.room.append(dialog);
  dialog.showModal();
  const backend = page.backend();
  const panel = await manual(page, { backend, into: dialog });
  await pick(panel, 'tom');
  const gate = backend.hold('POST /followers');
  const saving = panel.element.save();
  await page.settle();
  const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  await page.change(() => dialog.close());
  await closed;
  gate.open();
  await page.settle();
  expect((await saving).message).to.equal('Followers saved.');
  await page.change(() => dialog.showModal());
  expect(panel.chips.at(-1)).to.equal('Tom Becker');
});

test('a panel and a field of one record share what is saved, and neither sends or cancels the other’s', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const field = await manual(page, { backend, attributes: { view: 'field', label: 'In the form' } });
  const panel = await page.show({ backend });
  await pick(field, 'tom');
  expect([panel.chips.length, panel.text.includes('not saved')]).to.deep.equal([3, false]);
  await pick(panel, 'rob');
  expect(field.chips).to.include('Rob Keller');
  expect(field.chips).to.include('Tom Becker not saved yet');
  await panel.clickButton('Undo');
  expect(field.chips).not.to.include('Rob Keller');
  expect(writes(backend)).to.deep.equal([`PUT ${path}/rob`, `DELETE ${path}/rob`]);
  // The same person in both: what the panel did is so already for the field.
  await pick(panel, 'tom');
  expect(field.element.matches(':state(unsaved)')).to.equal(false);
  await panel.clickButton('Remove Tom Becker');
  expect(field.chips).to.include('Tom Becker not saved yet');
  await panel.clickButton('Remove Rita Sørby');
  field.element.discard();
  await page.settle();
  expect(field.chips).to.deep.equal(['Lena Fischer', 'Ines Moreau']);
});

test('a push that brings one of two picks and fills the list leaves the other with the reason', async (page) => {
  const records = [contact('k1', CROWD)];
  const backend = page.backend('owner', { records });
  const panel = await manual(page, { backend, record: 'contact/k1' });
  await pick(panel, 'tom', 'rob');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/colleague');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u109');
  await panel.element.refresh();
  await page.settle();
  const full = 'All 10 places are taken. Remove someone to add another.';
  const chip = panel.chips.find((text) => text.includes('Rob Keller'));
  expect(chip).to.equal(`Rob Keller ${full} not saved yet`);
  expect(panel.chips).to.include('Tom Becker');
  expect(panel.text).to.include('1 change not saved');
  const { results, message } = await save(panel);
  expect(results.map(({ userId, outcome, reason }) => [userId, outcome, reason])).to.deep.equal([
    ['colleague', 'already', undefined],
    ['rob', 'refused', 'follower-limit'],
  ]);
  expect(message).to.equal("1 change saved. Rob Keller wasn't added: someone else took the last place.");
  expect(panel.chips.at(-1)).to.equal(`Rob Keller, not added ${full}`);
  expect(writes(backend)).to.deep.equal([]);
});

test('rights that shrink leave unsaved picks in sight, to be taken back, with the reason why they can’t be saved', async (page) => {
  const backend = page.backend('follower', { policy: {} });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom');
  const reason = 'Only the owner or an admin can change followers here.';
  backend.plant('GET /followers', () => undefined);
  const { body } = await backend.elsewhere('follower', `GET /records${path}`);
  const can = { ...body.can, addFollower: { reason: 'followers-cannot-manage' } };
  backend.plant('GET /followers', { status: 200, body: { ...body, can } });
  await panel.element.refresh();
  await page.settle();
  expect(panel.hasInput).to.equal(false);
  expect(panel.announced.at(-1)).to.equal('You can no longer change followers.');
  expect(panel.chips.at(-1)).to.equal(`Tom Becker ${reason} not saved yet`);
  const { results, message } = await save(panel);
  expect(results.map(({ outcome, reason: why }) => [outcome, why])).to.deep.equal([
    ['refused', 'followers-cannot-manage'],
  ]);
  expect(message).to.equal(reason);
  expect(writes(backend)).to.deep.equal([]);
  await panel.clickButton('Dismiss Tom Becker');
  expect(panel.chips).to.have.length(3);
});
