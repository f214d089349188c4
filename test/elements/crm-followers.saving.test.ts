/** `save()`: what is sent in which order, what it answers, what the viewer and the page are told of it. */
import { expect } from '@open-wc/testing';
import type { Result } from '../../src/core/result.ts';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { heard, manual, pick, save, writes } from '../support/picking.ts';

const path = '/contact/c1/followers';
const CLOSED = { status: 422, body: { code: 'user-not-assignable', reason: 'user-inactive' } };

/** A host that takes one change at a time, and one that takes all. */
const HOSTS: [what: string, without: string[]][] = [
  ['one by one', ['bulk']],
  ['in one request', []],
];

/** Removes Rita, and picks Tom, Rob and the owner's successor; `u1` is shown last. */
async function picked(page: Page, without: string[]): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('admin', { without });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  await panel.element.changeOwner('colleague', { keepPrevious: true });
  await panel.element.changeOwner('follower', { keepPrevious: true });
  await panel.clickButton('Remove Rita Sørby');
  return [panel, backend];
}

const person = (userId: string, name: string) => ({
  userId,
  name,
  code: undefined,
  reason: undefined,
  detail: undefined,
});
const MADE: Result[] = [
  { op: 'remove', outcome: 'removed', ...person('rita', 'Rita Sørby') },
  { op: 'owner', outcome: 'changed', ...person('follower', 'Lena Fischer') },
  { op: 'add', outcome: 'added', ...person('rob', 'Rob Keller') },
];

test('sends removals, then the owner, then additions where the host takes one at a time', async (page) => {
  const [panel, backend] = await picked(page, ['bulk']);
  expect(await save(panel)).to.deep.equal({ results: MADE, message: 'Followers saved.' });
  expect(writes(backend)).to.deep.equal([
    `DELETE ${path}/rita`,
    'PUT /contact/c1/owner {"userId":"follower","keepPrevious":true}',
    `PUT ${path}/rob`,
  ]);
});

test('sends everything in one request where the host takes that, with the version the owner was seen at', async (page) => {
  const [panel, backend] = await picked(page, []);
  expect(await save(panel)).to.deep.equal({ results: MADE, message: 'Followers saved.' });
  expect(writes(backend)).to.deep.equal([
    `POST ${path} {"add":["rob"],"remove":["rita"],"owner":{"userId":"follower","keepPrevious":true}}`,
  ]);
  expect(backend.sent.find(({ method }) => method === 'POST')!.headers.get('If-Match')).to.match(/^"\d+"$/);
});

for (const [what, without] of HOSTS) {
  test(`says that all was saved, shows it as saved and tells the page who it was (${what})`, async (page) => {
    const [panel] = await picked(page, without);
    const events = heard(
      page,
      'input',
      'change',
      'crm-followers-change',
      'crm-followers-owner-change',
      'crm-followers-problem',
    );
    await save(panel);
    expect([panel.message, panel.announced.at(-1)]).to.deep.equal(['Followers saved.', 'Followers saved.']);
    expect(panel.chips.toSorted()).to.deep.equal(['Ines Moreau', 'Priya Mehta', 'Rob Keller']);
    expect(panel.text).not.to.include('not saved');
    expect(panel.element.matches(':state(unsaved)')).to.equal(false);
    const told = (of: 'added' | 'removed') =>
      changes.flatMap(({ detail }) => detail[of].map(({ id }: { id: string }) => id));
    const changes = events.filter(({ type }) => type === 'crm-followers-change');
    // One for each answer. The new owner leaves the list, the previous one joins it.
    expect(changes).to.have.length(without.length ? 3 : 1);
    expect(told('added')).to.have.members(['owner', 'rob']);
    expect(told('removed')).to.have.members(['follower', 'rita']);
    const owners = events.filter(({ type }) => type === 'crm-followers-owner-change');
    expect(owners.map(({ detail }) => [detail.owner.id, detail.previous.id])).to.deep.equal([
      ['follower', 'owner'],
    ]);
    expect(owners.concat(changes).every(({ detail }) => detail.reason === 'user')).to.equal(true);
    expect(events.length, 'native events came with the picks').to.equal(owners.length + changes.length);
  });

  test(`keeps who was refused in sight with the reason, to be tried again (${what})`, async (page) => {
    const records = [contact('k1', ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108'])];
    const backend = page.backend('owner', { without, records });
    const panel = await manual(page, { backend, record: 'contact/k1' });
    await pick(panel, 'tom', 'rob');
    await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u109');
    const problems = heard(page, 'crm-followers-problem');
    const sentence = "Rob Keller wasn't added: someone else took the last place.";
    // Where Tom was answered first, it was known by then that there is no place for Rob.
    const chip = without.length ? 'All 10 places are taken. Remove someone to add another.' : sentence;
    const { results, message } = await save(panel);
    expect(
      results.map(({ userId, outcome, code, reason }) => [userId, outcome, code ?? reason]),
    ).to.deep.equal([
      ['colleague', 'added', undefined],
      ['rob', 'refused', 'follower-limit'],
    ]);
    expect(message).to.equal(`1 change saved. ${sentence}`);
    expect(panel.alert).to.equal("1 added. 1 person wasn't: see above.");
    expect(panel.chips.at(-1)).to.equal(`Rob Keller, not added ${chip}`);
    expect([panel.element.value.length, panel.meter]).to.deep.equal([10, '10 of 10']);
    expect(problems.map(({ detail }) => [detail.user.id, detail.op, detail.message])).to.deep.equal([
      ['rob', 'add', sentence],
    ]);

    await backend.elsewhere('admin', 'DELETE /records/contact/k1/followers/u109');
    await panel.element.refresh();
    await page.settle();
    await panel.clickButton('Try again Rob Keller');
    expect(panel.chips.at(-1)).to.equal('Rob Keller not saved yet');
    expect([panel.alert, panel.element.value.includes('rob')]).to.deep.equal(['', true]);
    expect(await save(panel)).to.deep.include({ message: 'Followers saved.' });
    expect(panel.chips.at(-1)).to.equal('Rob Keller');
  });
}

test('forgets who was refused once that is dismissed, and the focus stays in the element', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend });
  await pick(panel, 'rob');
  backend.plant('PUT /followers/rob', CLOSED);
  await save(panel);
  expect(panel.alert, 'one alone says why itself').to.equal(
    "Rob Keller wasn't added: the account is inactive.",
  );
  panel.button('Dismiss Rob Keller').focus();
  await panel.press('Enter');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect([panel.alert, await save(panel)]).to.deep.equal(['', { results: [], message: '' }]);
  expect(panel.root.activeElement).not.to.equal(null);
});

test('puts back who could not be removed, and names the others that were', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend });
  await panel.clickButton('Remove Rita Sørby');
  await panel.clickButton('Remove Lena Fischer');
  backend.plant('DELETE /followers/rita', { status: 403, body: { code: 'action-forbidden' } });
  const { results, message } = await save(panel);
  expect(results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
    ['rita', 'refused'],
    ['follower', 'removed'],
  ]);
  expect(message).to.equal("1 change saved. Not saved: you don't have permission for this change.");
  expect(panel.alert).to.equal(message);
  expect(panel.chips).to.deep.equal(['Rita Sørby', 'Ines Moreau']);
});

test('says of refusals among other changes than additions what was saved and what not', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  await panel.clickButton('Remove Rita Sørby');
  backend.plant('PUT /followers/rob', CLOSED);
  const { message } = await save(panel);
  expect(message).to.equal("2 changes saved. Rob Keller wasn't added: the account is inactive.");
  expect(panel.alert).to.equal(message);
});

test('leaves the words to a page that cancels every problem, and to the chips', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  backend.plant('PUT /followers/', CLOSED);
  for (const left of [0, 1]) {
    let n = 0;
    const cancel = (event: Event) => ++n > left && event.preventDefault();
    page.room.addEventListener('crm-followers-problem', cancel);
    await save(panel);
    page.room.removeEventListener('crm-followers-problem', cancel);
    expect([n, panel.alert !== '']).to.deep.equal([2, left === 1]);
    expect(panel.chips.at(-1)).to.include("Rob Keller wasn't added: the account is inactive.");
    for (const name of ['Tom Becker', 'Rob Keller']) await panel.clickButton(`Try again ${name}`);
  }
});

test('reports what was so already without a request', async (page) => {
  const backend = page.backend('owner', { records: [contact('k1', ['rob', 'rita'])] });
  const panel = await manual(page, { backend, record: 'contact/k1' });
  await pick(panel, 'tom');
  await panel.clickButton('Remove Rita Sørby');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/colleague');
  await backend.elsewhere('admin', 'DELETE /records/contact/k1/followers/rita');
  await panel.element.refresh();
  await page.settle();
  expect(panel.text).not.to.include('not saved');
  const { results, message } = await save(panel);
  expect(results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
    ['rita', 'absent'],
    ['colleague', 'already'],
  ]);
  expect([message, writes(backend)]).to.deep.equal(['Followers saved.', []]);
});

test('answers for nobody where nothing was picked, and says nothing', async (page) => {
  const backend = page.backend();
  const panel = await manual(page, { backend });
  expect(await save(panel)).to.deep.equal({ results: [], message: '' });
  expect([panel.message, panel.announced, writes(backend)]).to.deep.equal(['', [], []]);
});
