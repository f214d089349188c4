/** People of the page's own and no backend: a field of a form and nothing else. */
import { expect } from '@open-wc/testing';
import type { User } from '../../src/core/record.ts';
import { type Page, test } from '../support/element.ts';
import { entries, form, local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { heard, pick, pickOwner, save } from '../support/picking.ts';

const person = (id: string, name: string, rest: Partial<User> = {}): User => ({
  id,
  name,
  active: true,
  ...rest,
});
const named = { name: 'followers', 'owner-name': 'owner' };

/** In a form, with a fetch that fails the test. */
async function shown(page: Page, properties = {}, attributes = {}): Promise<[Panel, HTMLFormElement]> {
  const into = form(page);
  const panel = await local(page, { into, properties, attributes: { ...named, ...attributes } });
  panel.element.fetcher = () => Promise.reject(new Error('asked a server'));
  await page.settle();
  return [panel, into];
}

test('is ready without a record, finds people in the array and hands their ids to the form', async (page) => {
  const [panel, into] = await shown(page);
  expect(await panel.element.ready).to.equal('ready');
  expect(entries(into)).to.deep.equal([]);
  await pick(panel, 'cai', 'ruiz');
  await pickOwner(panel, 'dora');
  expect(panel.chips).to.deep.equal(['Cai Wen', 'Ana Ruiz']);
  expect(entries(into)).to.deep.equal(['followers=cai', 'followers=ana', 'owner=dora']);
  await panel.clickButton('Remove Cai Wen');
  expect(entries(into)).to.deep.equal(['followers=ana', 'owner=dora']);
});

test('offers neither the owner nor who follows already', async (page) => {
  const [panel] = await shown(page, { value: ['ana'], owner: 'bo' });
  await panel.open();
  expect(
    panel.options.map((option) => option.replace(/ .*?(Added|Is the owner.*)?$/, ' $1').trim()),
  ).to.deep.equal(['Ana Added', 'Bo Is the owner and already has access', 'Cai', 'Dora']);
});

test('has nothing to save and says so', async (page) => {
  const [panel] = await shown(page);
  await pick(panel, 'cai');
  expect(await save(panel)).to.deep.equal({ results: [], message: '' });
  expect([panel.chips, panel.text.includes('not saved')]).to.deep.equal([['Cai Wen'], false]);
});

test('shows what the page sets, each once, and what it says of ids that are nobody’s', async (page) => {
  const [panel, into] = await shown(page);
  panel.element.value = ['cai', 'nobody', 'cai', 'ana'];
  await page.settle();
  expect(panel.chips).to.deep.equal(['Cai Wen', 'Unknown person', 'Ana Ruiz']);
  expect(entries(into)).to.deep.equal(['followers=cai', 'followers=nobody', 'followers=ana']);
  panel.element.value = [];
  await page.settle();
  expect(panel.chips).to.deep.equal([]);
});

test('stays a field of its own whatever record it is put on', async (page) => {
  const [panel] = await shown(page, {}, { 'record-type': 'opportunity', 'record-id': 'o1' });
  await pick(panel, 'cai');
  await page.change(() => panel.element.setAttribute('record-id', 'o2'));
  expect([panel.chips, panel.element.state]).to.deep.equal([['Cai Wen'], 'ready']);
});

test('keeps its picks when the page hands over another array, and searches that one', async (page) => {
  const [panel] = await shown(page);
  await pick(panel, 'cai');
  const lost = heard(page, 'crm-followers-unsaved');
  panel.element.users = [person('eve', 'Eve Oda'), person('cai', 'Cai Wen')];
  await page.settle();
  expect([panel.chips, lost]).to.deep.equal([['Cai Wen'], []]);
  await panel.open();
  expect(panel.options.map((option) => option.split(' ')[0])).to.deep.equal(['Eve', 'Cai']);
});

test('lets the viewer follow and own, and tells namesakes and the inactive apart', async (page) => {
  const users = [
    person('m1', 'Max Moe', { description: 'Sales' }),
    person('m2', 'Max Moe', { description: 'Legal' }),
    person('x', 'Xi', { active: false }),
  ];
  const [panel] = await shown(page, { users, viewer: { id: 'me', name: 'Me Myself' }, value: ['m1', 'm2'] });
  await panel.clickButton('Follow');
  expect(panel.chips).to.deep.equal(['You', 'Max Moe Sales', 'Max Moe Legal']);
  await panel.clickButton('Make me the owner');
  expect([panel.element.owner, panel.element.value]).to.deep.equal(['me', ['m1', 'm2']]);
  await panel.open();
  await panel.type('xi');
  expect(panel.options.join()).to.include('Inactive account');
});

test('finds its way through a hundred thousand people without a request and without stopping the page', async (page) => {
  const users = Array.from({ length: 100_000 }, (_, i) => person(`p${i}`, `Person ${i}`));
  const [panel] = await shown(page, { users });
  await panel.open();
  expect(panel.all('option')[0]!.ariaSetSize).to.equal('50');
  await panel.type('99999');
  await page.wait(1000);
  expect(panel.options).to.deep.equal(['Person 99999']);
  await panel.press('ArrowDown', 'Enter');
  expect(panel.element.value).to.deep.equal(['p99999']);
});

test('takes what a page may hand over by mistake', async (page) => {
  const users = [
    null,
    { id: 7, name: 'Seven' },
    { id: '', name: 'Nobody' },
    person('ok', 'Otto Kay'),
    person('ok', 'Again'),
  ];
  const [panel] = await shown(page, { users: users as User[] });
  await pick(panel, 'otto');
  expect(panel.chips).to.deep.equal(['Otto Kay']);
});

test('asks before its picks are lost with a dialog, too', async (page) => {
  const dialog = document.createElement('dialog');
  page.room.append(dialog);
  dialog.showModal();
  const panel = await local(page, { into: dialog });
  const asked = heard(page, 'crm-followers-unsaved');
  page.room.addEventListener('crm-followers-unsaved', (event) => event.preventDefault(), { once: true });
  await pick(panel, 'cai');
  await panel.press('Escape');
  expect([dialog.open, asked.map(({ detail }) => detail.cause)]).to.deep.equal([true, ['dialog']]);
});
