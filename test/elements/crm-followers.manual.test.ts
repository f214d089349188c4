/** Manual saving, before anything is saved: what a pick looks like, says and tells the page, and that it stays here. */
import { expect } from '@open-wc/testing';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import { heard, manual, pick, pickOwner, save, writes } from '../support/picking.ts';
import type { Panel } from '../support/panel.ts';

const chipOf = (panel: Panel, name: string) =>
  panel.parts('chip').find((chip) => chip.textContent!.includes(name))!;
const notes = ({ root }: Panel) =>
  [...root.querySelectorAll('.note')].map((note) => note.textContent!.trim()).join(' ');

test('keeps picks to itself: nothing is asked for but people', async (page) => {
  const backend = page.backend();
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  await panel.clickButton('Remove Rita Sørby');
  await page.wait(30_000);
  expect(writes(backend)).to.deep.equal([]);
  const asked = new Set(backend.sent.map(({ url }) => url.pathname));
  expect([...asked]).to.deep.equal(['/api/records/contact/c1/followers', '/api/users']);
  expect(backend.count('GET /records/')).to.equal(1);
  expect(panel.element.value).to.deep.equal(['follower', 'reader', 'colleague', 'rob']);
  expect([panel.element.owner, panel.meter]).to.deep.equal(['owner', '4 of 10']);
});

test('shows a pick dashed with its X and as not saved yet, and how much is not saved', async (page) => {
  const panel = await manual(page);
  await pick(panel, 'tom');
  const chip = chipOf(panel, 'Tom Becker');
  expect(panel.chips.at(-1)).to.equal('Tom Becker not saved yet');
  expect(getComputedStyle(chip).borderTopStyle).to.equal('dashed');
  expect(getComputedStyle(chipOf(panel, 'Lena Fischer')).borderTopStyle).not.to.equal('dashed');
  const drawn = (name: string) => getComputedStyle(panel.button(name), '::before').content;
  expect(
    [drawn('Remove Tom Becker'), drawn('Remove Lena Fischer')],
    'a cross, as on every chip',
  ).to.deep.equal(['""', '""']);
  expect(notes(panel)).to.include('1 change not saved');
  await panel.clickButton('Remove Rita Sørby');
  expect(notes(panel)).to.include('2 changes not saved');
  expect(panel.element.matches(':state(unsaved)')).to.equal(true);
});

test('takes a pick back by its X: then nothing is left to save', async (page) => {
  const backend = page.backend();
  const panel = await manual(page, { backend });
  await pick(panel, 'tom');
  await panel.clickButton('Remove Tom Becker');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect(notes(panel)).not.to.include('not saved');
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
  expect(await save(panel)).to.deep.equal({ results: [], message: '' });
  expect(writes(backend)).to.deep.equal([]);
});

test('picking somebody who was to be removed leaves them as they were', async (page) => {
  const panel = await manual(page);
  await panel.clickButton('Remove Rita Sørby');
  await pick(panel, 'rita');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect(notes(panel)).not.to.include('not saved');
});

test('says each pick with an Undo that takes just that one back', async (page) => {
  const backend = page.backend();
  const panel = await manual(page, { backend });
  await pick(panel, 'tom');
  expect([panel.message, panel.names('button').includes('Undo')]).to.deep.equal([
    'Tom Becker added. 4 of 10 followers.',
    true,
  ]);
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal('Rita Sørby removed. 3 of 10 followers.');
  await panel.clickButton('Undo');
  expect(panel.message).to.equal('Undone. 4 of 10 followers.');
  expect(panel.names('button')).not.to.include('Undo');
  expect(panel.chips.map((chip) => chip.split(' ')[0])).to.deep.equal(['Lena', 'Rita', 'Ines', 'Tom']);
  expect(panel.announced).to.deep.equal([
    'Tom Becker added. 4 of 10 followers.',
    'Rita Sørby removed. 3 of 10 followers.',
    'Undone. 4 of 10 followers.',
  ]);
  expect(writes(backend)).to.deep.equal([]);
});

test('of two picked owners the last counts, and the one who is it already takes the pick back', async (page) => {
  const panel = await manual(page, { as: 'admin', attributes: { view: 'owner' } });
  const named = () => panel.part('owner').textContent!.replace(/\s+/g, ' ');
  const choose = async (text: string) => {
    await pickOwner(panel, text);
    await panel.clickButton('Make owner');
  };
  await choose('tom');
  await choose('rob');
  expect(named()).to.include('Rob Keller');
  expect(panel.message).to.equal('Rob Keller will be the owner.');
  expect(panel.element.owner).to.equal('rob');
  expect(panel.element.matches(':state(unsaved)')).to.equal(true);
  await choose('priya');
  expect(named()).to.include('Priya Mehta');
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
});

test('tells the page of a pick with the native events, and of nothing that is not saved', async (page) => {
  const events = heard(page, 'input', 'change', 'crm-followers-change', 'crm-followers-before-change');
  const panel = await manual(page);
  await pick(panel, 'tom');
  expect(events.map(({ type }) => type)).to.deep.equal(['crm-followers-before-change', 'input', 'change']);
  expect(events[0]!.detail).to.deep.include({ record: { type: 'contact', id: 'c1' }, op: 'add' });
  expect(events.map(({ composed }) => composed)).to.deep.equal([true, true, false]);
  await panel.clickButton('Undo');
  expect(events.slice(3).map(({ type }) => type)).to.deep.equal([
    'crm-followers-before-change',
    'input',
    'change',
  ]);
});

test('has the value up to date when the page hears of a pick', async (page) => {
  const values: string[][] = [];
  const panel = await manual(page, { attributes: { 'record-id': 'c-empty' } });
  for (const type of ['input', 'change'])
    panel.element.addEventListener(type, () => values.push(panel.element.value));
  await pick(panel, 'tom');
  expect(values).to.deep.equal([['colleague'], ['colleague']]);
});

test('stages nothing that the page forbids', async (page) => {
  const panel = await manual(page, {
    properties: { check: (_, user) => (user.id === 'rob' ? 'On leave.' : undefined) },
  });
  page.room.addEventListener('crm-followers-before-change', (event) => event.preventDefault(), {
    once: true,
  });
  await pick(panel, 'tom');
  expect([panel.chips.length, panel.message]).to.deep.equal([3, '']);
  await panel.open();
  await panel.type('rob');
  expect(panel.options.join()).to.include('On leave.');
  await panel.press('ArrowDown', 'Enter', 'Escape');
  expect(panel.chips).to.have.length(3);
  const { outcome, reason, detail } = await panel.element.addFollower('rob');
  expect([outcome, reason, detail]).to.deep.equal(['refused', 'check', 'On leave.']);
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
});

test('stages what the methods ask for, offline too, and answers how it is shown', async (page) => {
  const backend = page.backend('admin');
  const panel = await manual(page, { backend });
  const { element } = panel;
  await page.goOffline();
  const outcomes = [];
  for (const make of [
    () => element.addFollower('colleague'),
    () => element.addFollower('colleague'),
    () => element.removeFollower('rita'),
    () => element.removeFollower('nobody'),
    () => element.changeOwner('rob'),
    () => element.undo(),
  ]) {
    outcomes.push((await make())?.outcome);
  }
  expect(outcomes).to.deep.equal(['added', 'already', 'removed', 'absent', 'changed', 'changed']);
  await page.settle();
  expect([element.value, element.owner]).to.deep.equal([['follower', 'reader', 'colleague'], 'owner']);
  expect(panel.text).not.to.include('offline');
  expect(writes(backend)).to.deep.equal([]);
});

test('gives the place of somebody who is to be removed to the next pick, and takes it back with them', async (page) => {
  const panel = await manual(page, { record: 'contact/c-full' });
  expect(panel.reasons.at(-1)).to.equal('All 10 places are taken. Remove someone to add another.');
  await panel.clickButton('Remove Suryani');
  await pick(panel, 'tom');
  expect(panel.meter).to.equal('10 of 10');
  expect(panel.reasons.at(-1)).to.equal(
    '2 changes not saved · All 10 places are taken. Remove someone to add another.',
  );
  await panel.open();
  await panel.type('suryani');
  expect(panel.option(/Suryani/).getAttribute('aria-disabled')).to.equal('true');
});

test('shows whoever picks themselves as You, and lets them go on picking after they are to leave', async (page) => {
  const panel = await manual(page, {
    as: 'colleague',
    record: 'contact/k1',
    records: [contact('k1', ['u101'])],
  });
  await panel.clickButton('Follow');
  expect(panel.chips[0]).to.equal('You not saved yet');
  expect(panel.message).to.equal("You'll follow. 2 of 10 followers.");
  await panel.clickButton('Stop following');
  expect(panel.message).to.equal("You'll stop following.");
  expect(panel.chips).to.deep.equal(['José Álvarez']);
  await pick(panel, 'tom');
  expect(panel.chips).to.deep.equal(['You not saved yet', 'José Álvarez']);
});
