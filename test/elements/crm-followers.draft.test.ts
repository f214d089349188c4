/** A record that does not exist yet: picks stay here, nothing is asked or said of a record, until there is one. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { draft, heard, pick, pickOwner, save, writes } from '../support/picking.ts';

const viewer = { id: 'rita', name: 'Rita Sørby', onlyAssignedData: true };

/** Makes an opportunity as the host's own route does; answers its id. */
async function create(backend: FakeBackend, followers: string[] = [], owner?: string): Promise<string> {
  const json = { name: 'Solar roof', contactId: 'c1', owner, followers };
  const { status, body } = await backend.elsewhere('owner', 'POST /../crm/opportunities', { json });
  expect(status).to.equal(201);
  return body.id as string;
}

const names = ({ chips }: Panel) => chips.map((chip) => chip.split(' ')[0]);

/** With two followers and an owner picked. */
async function picked(page: Page, without: string[] = []): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('owner', { without });
  const panel = await draft(page, { backend });
  await pick(panel, 'tom', 'rob');
  await pickOwner(panel, 'ada');
  return [panel, backend];
}

test('shows nobody and asks for nothing until somebody looks for people', async (page) => {
  const backend = page.backend();
  const panel = await draft(page, { backend });
  expect([panel.element.state, await panel.element.ready]).to.deep.equal(['ready', 'ready']);
  await page.wait(30_000);
  expect(backend.sent).to.deep.equal([]);
  expect(panel.text).to.include('No owner');
  expect(panel.text).to.include('No followers yet. People you add can view and edit this opportunity.');
  await panel.open();
  expect(backend.sent.map(({ url }) => url.pathname + url.search)).to.deep.equal([
    '/api/users?query=&limit=50',
  ]);
});

test('shows picks solid and says nothing of saving: all of it is unsaved', async (page) => {
  const [panel, backend] = await picked(page);
  expect(panel.chips).to.deep.equal(['Tom Becker', 'Rob Keller']);
  for (const chip of panel.parts('chip'))
    expect(getComputedStyle(chip).borderTopStyle).not.to.equal('dashed');
  expect(panel.text).not.to.include('not saved');
  expect(panel.message).to.equal('Ada Whitlock will be the owner.');
  expect([panel.meter, panel.element.value, panel.element.owner]).to.deep.equal([
    '2 of 10',
    ['colleague', 'rob'],
    'admin',
  ]);
  await page.wait(30_000);
  expect(writes(backend)).to.deep.equal([]);
  expect(backend.count('GET /records')).to.equal(0);
});

test('takes picks back by X and by Undo', async (page) => {
  const [panel] = await picked(page);
  await panel.clickButton('Undo');
  expect([panel.element.owner, panel.text.includes('No owner')]).to.deep.equal([null, true]);
  await panel.clickButton('Remove Tom Becker');
  expect(panel.chips).to.deep.equal(['Rob Keller']);
  await panel.clickButton('Undo');
  expect(panel.chips.toSorted()).to.deep.equal(['Rob Keller', 'Tom Becker']);
});

for (const [what, properties] of [
  ['nobody said who the viewer is', {}],
  ['the viewer sees assigned data only', { viewer }],
  ['the viewer may not edit', { viewer: { id: 'reader', name: 'Ines Moreau', canEdit: false } }],
] as const) {
  test(`whoever makes a record decides who is on it: where ${what}`, async (page) => {
    const panel = await draft(page, { properties });
    await pick(panel, 'tom');
    await pickOwner(panel, 'ada');
    await pickOwner(panel, 'tom');
    expect(panel.question, 'what is only drafted costs nobody anything').to.equal(undefined);
    expect([panel.element.owner, panel.chips]).to.deep.equal(['colleague', []]);
    expect(panel.reasons).to.deep.equal([]);
  });
}

test('offers the viewer to follow and to own, and asks nothing when they give it away again', async (page) => {
  const panel = await draft(page, { properties: { viewer } });
  await panel.clickButton('Follow');
  expect(panel.chips).to.deep.equal(['You']);
  await panel.clickButton('Make me the owner');
  expect([panel.chips, panel.element.owner]).to.deep.equal([[], 'rita']);
  await pickOwner(panel, 'tom');
  expect([panel.question, panel.element.owner]).to.deep.equal([undefined, 'colleague']);
  await panel.clickButton('Follow');
  await panel.clickButton('Stop following');
  expect([panel.question, panel.chips]).to.deep.equal([undefined, []]);
});

test('takes no more people than there are places, and says so', async (page) => {
  const panel = await draft(page, { attributes: { limit: '2' } });
  await pick(panel, 'tom', 'rob', 'ada');
  expect([panel.chips.length, panel.meter]).to.deep.equal([2, '2 of 2']);
  expect(panel.reasons.at(-1)).to.equal('You can choose up to 2 followers.');
});

test('has no id to tell the page, and asks it and `check` all the same', async (page) => {
  const records: unknown[] = [];
  const check = (_action: string, user: { id: string }, record: unknown) => {
    if (user.id === 'rob') records.push(record);
    return user.id === 'rob' ? 'On leave.' : undefined;
  };
  const events = heard(page, 'input', 'change', 'crm-followers-before-change', 'crm-followers-change');
  const panel = await draft(page, { properties: { check } });
  await pick(panel, 'tom');
  expect(events.map(({ type }) => type)).to.deep.equal(['crm-followers-before-change', 'input', 'change']);
  expect(events[0]!.detail.record).to.deep.equal({ type: 'opportunity', id: '' });
  page.room.addEventListener('crm-followers-before-change', (event) => event.preventDefault());
  await pick(panel, 'ada', 'rob');
  expect(panel.chips).to.deep.equal(['Tom Becker']);
  expect(records[0]).to.deep.include({ type: 'opportunity', id: '' });
});

test('saves everything to the record it has become', async (page) => {
  for (const without of [['bulk'], []]) {
    const [panel, backend] = await picked(page, without);
    const told = heard(page, 'crm-followers-change', 'crm-followers-owner-change');
    const id = await create(backend);
    const { results, message } = await save(panel, id);
    expect(results.map(({ op, userId, outcome }) => [op, userId, outcome])).to.deep.equal([
      ['owner', 'admin', 'changed'],
      ['add', 'colleague', 'added'],
      ['add', 'rob', 'added'],
    ]);
    expect([message, panel.message]).to.deep.equal(['Followers saved.', 'Followers saved.']);
    expect([panel.element.recordId, panel.element.owner]).to.deep.equal([id, 'admin']);
    expect(names(panel)).to.deep.equal(['Tom', 'Rob']);
    expect(panel.text).not.to.include('not saved');
    expect(writes(backend)).to.have.length(without.length ? 3 : 1);
    const added = told
      .filter(({ type }) => type === 'crm-followers-change')
      .flatMap(({ detail }) => detail.added);
    expect(added.map((user) => user.id)).to.deep.equal(['colleague', 'rob']);
    const owners = told
      .filter(({ type }) => type === 'crm-followers-owner-change')
      .map(({ detail }) => detail);
    expect(owners.map(({ record, owner, previous }) => [record.id, owner.id, previous.id])).to.deep.equal([
      [id, 'admin', 'owner'],
    ]);
    await page.change(() => panel.element.remove());
  }
});

test('saves also once it has left the page, as a form does that closes first', async (page) => {
  const [panel, backend] = await picked(page);
  const id = await create(backend);
  await page.change(() => panel.element.remove());
  const { results } = await save(panel, id);
  expect(results.map(({ outcome }) => outcome)).to.deep.equal(['changed', 'added', 'added']);
});

test('goes on saving to the record it became where it is shown as another one before that is read', async (page) => {
  const [panel, backend] = await picked(page, ['bulk']);
  const id = await create(backend);
  const gate = backend.hold(`GET ${id}`);
  const saving = panel.element.save(id);
  await page.settle();
  await page.change(() => panel.element.setAttribute('record-id', 'o1'));
  gate.open();
  await page.settle();
  expect((await saving).results.map(({ outcome }) => outcome)).to.deep.equal(['changed', 'added', 'added']);
  expect(writes(backend).every((request) => request.includes(id))).to.equal(true);
  expect([names(panel).includes('Tom'), panel.message]).to.deep.equal([false, '']);
});

test('finds done what the host has created together with the record', async (page) => {
  const [panel, backend] = await picked(page);
  const lost = heard(page, 'crm-followers-unsaved');
  const id = await create(backend, ['colleague', 'rob'], 'admin');
  await page.change(() => panel.element.setAttribute('record-id', id));
  expect(panel.text).not.to.include('not saved');
  expect([panel.element.value, panel.element.owner]).to.deep.equal([['colleague', 'rob'], 'admin']);
  const { results, message } = await save(panel);
  expect(results.map(({ outcome }) => outcome)).to.deep.equal(['already', 'already', 'already']);
  expect([message, writes(backend), lost.length]).to.deep.equal(['Followers saved.', [], 0]);
});

test('keeps its picks when the record comes as an attribute, to be saved by the next save()', async (page) => {
  const [panel, backend] = await picked(page);
  const lost = heard(page, 'crm-followers-unsaved');
  const id = await create(backend, ['rob']);
  await page.change(() => panel.element.setAttribute('record-id', id));
  expect(panel.chips.toSorted()).to.deep.equal(['Rob Keller', 'Tom Becker not saved yet']);
  expect([panel.element.owner, panel.text.includes('2 changes not saved'), lost.length]).to.deep.equal([
    'admin',
    true,
    0,
  ]);
  await save(panel);
  expect(writes(backend)).to.have.length(1);
  expect(panel.chips.toSorted()).to.deep.equal(['Rob Keller', 'Tom Becker']);
});

test('answers invalid-request where it is saved without a record, and keeps its picks', async (page) => {
  const [panel, backend] = await picked(page);
  const { results } = await save(panel);
  expect(new Set(results.map(({ outcome, code }) => `${outcome} ${code}`))).to.deep.equal(
    new Set(['refused invalid-request']),
  );
  expect([panel.chips.length, writes(backend)]).to.deep.equal([2, []]);
});

test('goes back to what the host gave it by discard(), and to nothing where it gave nobody', async (page) => {
  const [panel] = await picked(page);
  panel.element.discard();
  await page.settle();
  expect([panel.chips, panel.element.owner, panel.message]).to.deep.equal([[], null, '']);
  Object.assign(panel.element, { value: ['rita'], owner: 'owner' });
  await pick(panel, 'tom');
  panel.element.discard();
  await page.settle();
  expect([panel.element.value, panel.element.owner]).to.deep.equal([['rita'], 'owner']);
});
