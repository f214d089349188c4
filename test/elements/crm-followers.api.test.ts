/** Methods, properties and the promise: what a host's code can ask of an element. */
import { expect } from '@open-wc/testing';
import { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';

/** What a method answers, once everything has happened. */
async function answer<T>(page: Page, asked: Promise<T>): Promise<T> {
  await page.settle();
  return asked;
}

test('tells its version', async () => {
  expect(CrmFollowers.version).to.match(/^\d+\.\d+\.\d+/);
});

test('resolves `ready` with the first state that is a definite one', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('GET /followers');
  const panel = await page.show({ backend });
  let state: string | undefined;
  void panel.element.ready.then((name) => (state = name));
  await page.settle();
  expect(state).to.equal(undefined);
  gate.open();
  await page.settle();
  expect(state).to.equal('ready');
  const missing = await page.show({ record: 'contact/nothing' });
  expect(await missing.element.ready).to.equal('not-found');
});

test('adds and removes by method, and answers what became of it', async (page) => {
  const panel = await page.show();
  const { element } = panel;
  const added = await answer(page, element.addFollower('colleague'));
  expect(added).to.deep.include({ op: 'add', userId: 'colleague', outcome: 'added' });
  expect(panel.chips).to.have.length(4);
  const removed = await answer(page, element.removeFollower('colleague'));
  expect(removed).to.deep.include({ op: 'remove', userId: 'colleague', outcome: 'removed' });
  expect(removed.name).to.equal('Tom Becker');
});

test('answers that it was so already', async (page) => {
  const backend = page.backend();
  const { element } = await page.show({ backend });
  expect((await answer(page, element.addFollower('rita'))).outcome).to.equal('already');
  expect((await answer(page, element.removeFollower('colleague'))).outcome).to.equal('absent');
  expect(backend.sent.filter(({ method }) => method !== 'GET')).to.have.length(0);
});

test('refuses by the policy with its reason, and sends nothing', async (page) => {
  const refused = async (as: string, id: string, reason: string, record = 'contact/c1') => {
    const backend = page.backend(as);
    const { element } = await page.show({ backend, record });
    const result = await answer(page, element.addFollower(id));
    expect([result.outcome, result.reason], `${as} ${id}`).to.deep.equal(['refused', reason]);
    expect(backend.count('PUT ')).to.equal(0);
  };
  await refused('owner', 'owner', 'user-is-owner');
  await refused('owner', 'colleague', 'follower-limit', 'contact/c-full');
  await refused('reader', 'colleague', 'read-only');
});

test('answers a refusal of the server with its code and reason, and never rejects', async (page) => {
  const { element } = await page.show();
  const inactive = await answer(page, element.addFollower('gone'));
  expect(inactive).to.deep.include({ outcome: 'refused', reason: 'user-inactive' });
  const unknown = await answer(page, element.addFollower('nobody'));
  expect(unknown).to.deep.include({ outcome: 'refused', code: 'user-not-assignable' });
});

test('changes the owner by method without asking, for the page has asked', async (page) => {
  const panel = await page.show({ as: 'admin' });
  const { element } = panel;
  const changed = await answer(page, element.changeOwner('colleague', { keepPrevious: true }));
  expect(changed).to.deep.include({ op: 'owner', userId: 'colleague', outcome: 'changed' });
  expect(panel.question).to.equal(undefined);
  expect(panel.chips).to.include('Priya Mehta');
  expect((await answer(page, element.changeOwner('colleague'))).outcome).to.equal('already');
  await answer(page, element.changeOwner('owner'));
  expect(panel.chips, 'not kept unless said').not.to.include('Tom Becker');
});

test('refuses a follower who tries to change the owner', async (page) => {
  const { element } = await page.show({ as: 'follower' });
  const { outcome, reason } = await answer(page, element.changeOwner('colleague'));
  expect([outcome, reason]).to.deep.equal(['refused', 'followers-cannot-change-owner']);
});

test('undoes by method, once', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Remove Rita Sørby');
  const undone = await answer(page, panel.element.undo());
  expect(undone).to.deep.include({ op: 'add', userId: 'rita', outcome: 'added' });
  expect(panel.chips).to.have.length(3);
});

test('waits for its record before it changes it', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('GET /followers');
  const element = page.create({ backend });
  page.room.append(element);
  page.guards.rebase();
  const asked = element.addFollower('colleague');
  await gate.arrived;
  gate.open();
  expect((await answer(page, asked)).outcome).to.equal('added');
  expect(page.watch(element).chips).to.have.length(4);
});

test('refuses while there is no record, and answers so', async (page) => {
  page.guards.allow(/crm-followers/);
  for (const record of ['contact/', 'contact/..', 'contact/nothing']) {
    const { element } = await page.show({ record });
    expect((await answer(page, element.addFollower('colleague'))).outcome, record).to.equal('refused');
    expect((await answer(page, element.removeFollower('colleague'))).outcome, record).to.equal('refused');
  }
  await page.wait(6000);
});

test('sends changes of one record one after another', async (page) => {
  const backend = page.backend();
  const { element } = await page.show({ backend });
  const gate = backend.hold('PUT /followers/colleague');
  const all = Promise.all([
    element.addFollower('colleague'),
    element.addFollower('u101'),
    element.removeFollower('rita'),
  ]);
  await gate.arrived;
  await page.settle();
  expect(backend.sent.filter(({ method }) => method !== 'GET')).to.have.length(1);
  gate.open();
  const outcomes = (await answer(page, all)).map(({ outcome }) => outcome);
  expect(outcomes).to.deep.equal(['added', 'added', 'removed']);
  expect(backend.sent.slice(1).map(({ method }) => method)).to.deep.equal(['PUT', 'PUT', 'DELETE']);
});

test('reads the record again on request', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', 'DELETE /records/contact/c1/followers/rita');
  await answer(page, panel.element.refresh());
  expect(panel.chips).to.have.length(2);
});

test('takes the focus into its text, or onto itself where there is none', async (page) => {
  const panel = await page.show();
  panel.element.focus();
  expect(panel.focused).to.equal('Add followers');
  const closed = await page.show({ record: 'contact/nothing' });
  closed.element.focus();
  expect(document.activeElement).to.equal(closed.element);
});

for (const name of ['getToken', 'headers', 'fetcher'] as const) {
  test(`loads again when ${name} is set while nobody is signed in`, async (page) => {
    const backend = page.backend(null);
    const panel = await page.show({ backend });
    expect(panel.element.state).to.equal('not-authenticated');
    if (name === 'getToken') panel.element.getToken = () => 'owner';
    if (name === 'headers') panel.element.headers = { Authorization: 'Bearer owner' };
    if (name === 'fetcher') panel.element.fetcher = page.backend('owner').fetcher;
    await page.settle();
    await page.settle();
    expect(panel.chips).to.have.length(3);
  });
}

test("says the host's words, and what it does not say in ours", async (page) => {
  const messages = { heading: 'Watchers', meter: '{n} von {limit}', 'done.remove': '{name} ist raus.' };
  const backend = page.backend();
  const { body } = await backend.elsewhere('owner', 'GET /records/contact/c1/followers');
  backend.plant('GET /followers', { status: 200, body: { ...body, limit: 1e6 } });
  const panel = await page.show({ backend, properties: { messages, lang: 'de' } });
  expect(panel.text).to.include('Watchers').and.to.include('Owner Priya Mehta');
  expect(panel.meter).to.equal('3 von 1.000.000');
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal('Rita Sørby ist raus.');
});

test('shows a heading of the host, from the attribute or the slot', async (page) => {
  const panel = await page.show({ attributes: { label: 'Who watches' } });
  expect(panel.names('group')).to.include('Who watches');
  const slotted = await page.show({ content: '<b slot="label">Watching</b>' });
  expect(slotted.names('group')).to.include('Watching');
});

test('believes the host who the viewer is where the server does not say', async (page) => {
  const backend = page.backend();
  const { body } = await backend.elsewhere('owner', 'GET /records/contact/c1/followers');
  backend.plant('GET /followers', { status: 200, body: { ...body, viewer: undefined, can: undefined } });
  const viewer = { id: 'rita', name: 'Rita Sørby', onlyAssignedData: true };
  const panel = await page.show({ backend, properties: { viewer } });
  expect(panel.chips[0]).to.equal('You');
  expect(panel.reasons[0]).to.equal("Followers can't change the owner. Priya Mehta or an admin can.");
});

test("says the host's veto in the list, and asks again before it acts", async (page) => {
  let vetoed = true;
  const check = (action: string, { id }: { id: string }) =>
    action === 'add' && id === 'colleague' && vetoed ? 'Tom is on leave.' : undefined;
  const records = [contact('k1', [])];
  const panel = await page.show({ record: 'contact/k1', records, properties: { check } });
  await panel.open();
  await panel.type('tom');
  expect(panel.options).to.deep.equal(['Tom Becker Tom is on leave.']);
  vetoed = false;
  const result = await answer(page, panel.element.addFollower('colleague'));
  expect(result.outcome).to.equal('added');
});
