/** What options, notes and chips promise: nothing that will not be, and the same everywhere. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);

async function shown(page: Page, followers: string[], as = 'owner', rest: object = {}): Promise<Panel> {
  const records = [contact('k1', followers, rest)];
  return page.show({ record: 'contact/k1', as, records });
}

test('promises access only to those who can be picked', async (page) => {
  const panel = await shown(page, ['rita']);
  await panel.open();
  expect(panel.options).to.include('Rob Keller Contractor, only assigned data · Will get access');
  await panel.type('rob');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.options).to.deep.equal(['Rob Keller Contractor, only assigned data Added']);
});

test('promises nothing to those who follow already', async (page) => {
  const panel = await shown(page, ['reader', 'rita']);
  await panel.open();
  const added = panel.options.filter((name) => /Ines|Rita/.test(name));
  expect(added).to.deep.equal([
    'Ines Moreau Auditor, may only look Added',
    'Rita Sørby Field sales, only assigned data Added',
  ]);
});

test('promises nothing to anybody while the list is full', async (page) => {
  const panel = await shown(page, ids(10));
  await panel.open();
  expect(panel.options).to.include('Rob Keller Contractor, only assigned data');
  expect(panel.options.join()).not.to.include('Will ');
});

test("marks the owner in the owner's list as what they are, and promises nobody access there", async (page) => {
  const panel = await shown(page, ['rita'], 'admin');
  await panel.clickButton('Change owner');
  expect(panel.options).to.include('Priya Mehta Account executive, London Owner');
  expect(panel.options.join()).not.to.include('Added').and.not.to.include('Will ');
});

test('says the same of a full list with an inactive person wherever it says it', async (page) => {
  const panel = await shown(page, ['gone', ...ids(9)]);
  const sentence = 'All 10 places are taken, 1 by an inactive person.';
  expect(panel.reasons).to.deep.equal([sentence]);
  await panel.open();
  const popup = panel.root.querySelector('[popover]:popover-open')!;
  expect(textOf(popup).startsWith(sentence), textOf(popup)).to.equal(true);
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.announced).to.deep.equal([sentence]);
});

test('does not send an owner who may not edit to the owner', async (page) => {
  const panel = await shown(page, [], 'reader', { ownerId: 'reader' });
  expect(panel.reasons[0]).to.equal('Only an admin can change the owner.');
});

test('says in the details who is inactive, and tells people of one name apart', async (page) => {
  const panel = await shown(page, ['gone', 'u102', 'u103']);
  await panel.clickButton('Details');
  const date = 'Nov 2, 2026';
  const by = 'Added by Ada Whitlock,';
  expect(panel.chips).to.deep.equal([
    `Gus Petit Inactive · ${by} ${date}`,
    `Maria Silva Sales, Lisbon · ${by} ${date}`,
    `Maria Silva Support, São Paulo · ${by} ${date}`,
  ]);
});
