/** What the panel shows in each state of its record. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const BUSY = { status: 503, body: { code: 'unavailable' } };
const isBusy = (panel: Panel) => panel.part('panel').getAttribute('aria-busy') === 'true';

test('shows the owner, the followers and how many places are taken', async (page) => {
  const panel = await page.show();
  expect(panel.text).to.include('Owner Priya Mehta Account executive, London');
  expect(panel.text).to.include('Contact followers');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect(panel.names('list')).to.deep.equal(['Followers, 3 of 10']);
  expect(panel.meter).to.equal('3 of 10');
  expect(panel.text).to.include("Followers can view and edit this contact. They can't change its owner.");
  expect(isBusy(panel)).to.equal(false);
  expect(panel.element.state).to.equal('ready');
});

for (const id of ['', 'undefined', 'null']) {
  test(`waits, asks nothing and hints once in the console while the record id is “${id}”`, async (page) => {
    page.guards.allow(/^console\.warn: .*record-id/);
    const backend = page.backend();
    const panel = await page.show({ record: `contact/${id}`, backend });
    expect(panel.element.state).to.equal('waiting');
    expect([isBusy(panel), panel.text]).to.deep.equal([true, '']);
    await page.wait(4999);
    await page.wait(60_000);
    expect(backend.sent).to.have.length(0);
  });
}

test('takes the same room while it loads, says so after a second, and is busy until then', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('GET /followers');
  const panel = await page.show({ backend });
  expect([isBusy(panel), panel.text, panel.element.state]).to.deep.equal([true, '', 'loading']);
  const bar = () => panel.root.querySelectorAll<HTMLElement>('[part=panel] > *')[1]!.getBoundingClientRect();
  const { top, width } = bar();
  await page.wait(999);
  expect(panel.announced).to.deep.equal([]);
  await page.wait(1);
  expect(panel.announced).to.deep.equal(['Loading followers']);
  gate.open();
  await page.settle();
  expect(isBusy(panel)).to.equal(false);
  expect(bar().top, 'where the followers begin').to.be.closeTo(top, 1);
  expect(bar().width).to.equal(width);
});

test('says nothing of a load that is quick', async (page) => {
  const panel = await page.show();
  await page.wait(5000);
  expect(panel.announced).to.deep.equal([]);
});

test('says what following means where nobody follows yet', async (page) => {
  const panel = await page.show({ record: 'contact/c-empty' });
  expect(panel.text).to.include('No followers yet. People you add can view and edit this contact.');
  expect([panel.meter, panel.chips]).to.deep.equal(['0 of 10', []]);
});

test('only says that there are none to somebody who may not add', async (page) => {
  const panel = await page.show({ record: 'contact/c-empty', as: 'reader' });
  expect(panel.text).to.include('No followers.').and.not.to.include('No followers yet');
  expect(panel.reasons).to.include('You can view this contact. To change followers you need edit rights.');
});

test('counts down the last two places', async (page) => {
  const backend = page.backend();
  for (const id of ['u101', 'u102', 'u103', 'u104', 'u105']) {
    await backend.elsewhere('admin', `PUT /records/contact/c1/followers/${id}`);
  }
  const panel = await page.show({ backend });
  expect(panel.text).to.include('2 places left');
  await backend.elsewhere('admin', 'PUT /records/contact/c1/followers/u106');
  await panel.element.refresh();
  await page.settle();
  expect(panel.text).to.include('1 place left');
});

test('keeps the field of a full list and says once what to do', async (page) => {
  const panel = await page.show({ record: 'contact/c-full' });
  expect(panel.reasons).to.deep.equal(['All 10 places are taken. Remove someone to add another.']);
  expect([panel.meter, panel.chips.length, panel.hasInput]).to.deep.equal(['10 of 10', 10, true]);
});

test('shows an over-full list whole, with its removals', async (page) => {
  const panel = await page.show({ record: 'contact/c-over' });
  expect(panel.message).to.equal('12 followers, but only 10 are allowed. Remove some to add others.');
  expect([panel.meter, panel.chips.length]).to.deep.equal(['12 of 10', 12]);
  expect(panel.all('button', /^Remove /)).to.have.length(12);
  expect(panel.reasons.join()).not.to.include('places are taken');
});

test('says that following is turned off where no place exists', async (page) => {
  const panel = await page.show({ record: 'contact/c-empty', limit: 0 });
  expect(panel.text).to.include('Following is turned off here.');
  expect(panel.hasInput).to.equal(false);
});

test('shows a record without an owner', async (page) => {
  const panel = await page.show({ record: 'contact/c-unowned', as: 'admin' });
  expect(panel.text).to.include('Owner No owner');
  expect(panel.names('button')).to.include('Assign owner');
});

const HIDDEN: [title: string, shown: Parameters<Page['show']>[0]][] = [
  ['an absent record', { record: 'contact/nothing' }],
  ['a record of another tenant', { record: 'contact/x1' }],
  ['a record the viewer may not see', { as: 'rob' }],
];
for (const [title, shown] of HIDDEN) {
  test(`says one and the same sentence of ${title}`, async (page) => {
    const panel = await page.show(shown);
    expect(panel.text).to.equal("You don't have access to this contact, or it was deleted.");
    expect(panel.element.state).to.equal('not-found');
  });
}

test('clears every name when the viewer loses sight of the record', async (page) => {
  const backend = page.backend('rita');
  const panel = await page.show({ backend });
  await backend.elsewhere('owner', 'DELETE /records/contact/c1/followers/rita');
  await panel.element.refresh();
  await page.settle();
  const sentence = 'You no longer have access to this contact, or it was deleted.';
  expect(panel.text).to.equal(sentence);
  expect(panel.announced).to.deep.equal([sentence]);
});

test('asks who is signed out to sign in, and shows the record once they did', async (page) => {
  const backend = page.backend(null);
  const panel = await page.show({ backend });
  expect(panel.message).to.equal("You're signed out. Sign in again, then try once more.");
  backend.as = 'owner';
  await panel.clickButton('Try again');
  expect(panel.chips).to.have.length(3);
});

test('shows nothing of the record any more once the session has ended', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.as = null;
  await panel.element.refresh();
  await page.settle();
  expect(panel.text).to.equal("You're signed out. Sign in again, then try once more. Try again");
});

test('says that the network is gone, and shows the record when it is back', async (page) => {
  const backend = page.backend();
  backend.plant('GET /followers', 'network');
  await page.goOffline();
  const panel = await page.show({ backend });
  expect(panel.message).to.equal("You're offline. Connect to make changes.");
  backend.recover();
  await page.goOffline(false);
  await page.wait(1000);
  expect(panel.chips).to.have.length(3);
});

test('keeps what it shows while offline and takes the notice away afterwards', async (page) => {
  const panel = await page.show();
  await page.goOffline();
  expect(panel.message).to.equal("You're offline. Connect to make changes.");
  expect(panel.chips).to.have.length(3);
  await page.goOffline(false);
  await page.wait(1000);
  expect(panel.message).to.equal('');
});

test('stops waiting for a load after fifteen seconds and offers another try', async (page) => {
  const backend = page.backend();
  backend.hold('GET /followers');
  const panel = await page.show({ backend });
  await page.wait(14_999);
  expect(panel.element.state).to.equal('loading');
  await page.wait(1);
  expect(panel.message).to.equal('This is taking too long.');
  await panel.clickButton('Try again');
  expect(panel.chips).to.have.length(3);
});

test('says how long it waits when the server asks it to', async (page) => {
  const backend = page.backend();
  let answers = 0;
  const limited = { status: 429, headers: { 'Retry-After': '3' }, body: { code: 'rate-limited' } };
  backend.plant('GET /followers', () => (answers++ ? undefined : limited));
  const panel = await page.show({ backend });
  expect(panel.message).to.equal('That was a lot at once. Trying again in 3 seconds.');
  await page.wait(2999);
  expect(answers).to.equal(1);
  await page.wait(500);
  expect(panel.chips).to.have.length(3);
});

test('gives a failing load up after three tries and offers another', async (page) => {
  const backend = page.backend();
  backend.plant('GET /followers', BUSY);
  const panel = await page.show({ backend });
  await page.wait(10_000);
  expect(backend.count('GET /followers')).to.equal(3);
  expect(panel.alert).to.equal("Followers can't be shown right now.");
  backend.recover();
  await panel.clickButton('Try again');
  expect(panel.chips).to.have.length(3);
  expect(panel.focused, 'the focus stays inside').not.to.equal(undefined);
});

test('keeps the last list, with its time, when reading it again fails', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.plant('GET /followers', BUSY);
  void panel.element.refresh();
  await page.wait(10_000);
  expect(panel.message).to.match(/^Last updated \d?\d:\d\d\s[AP]M\.$/);
  expect(panel.chips).to.have.length(3);
  backend.recover();
  await panel.clickButton('Try again');
  expect(panel.message).to.equal('');
});

test('marks people who can no longer sign in', async (page) => {
  const records = [contact('k1', ['gone', 'u101']), contact('k2', [], { ownerId: 'gone' })];
  const panel = await page.show({ record: 'contact/k1', records });
  expect(panel.chips).to.deep.equal(['Gus Petit Inactive', 'José Álvarez']);
  const other = await page.show({ record: 'contact/k2', records });
  expect(other.text).to.include('Owner Gus Petit Inactive');
});

test('tells people of one name apart', async (page) => {
  const panel = await page.show({ record: 'contact/k1', records: [contact('k1', ['u102', 'u103', 'u101'])] });
  const chips = ['Maria Silva Sales, Lisbon', 'Maria Silva Support, São Paulo', 'José Álvarez'];
  expect(panel.chips).to.deep.equal(chips);
});

test('speaks of opportunities, and of records of any other kind', async (page) => {
  const deal = await page.show({ record: 'opportunity/o1' });
  expect(deal.text).to.include('Opportunity followers');
  expect(deal.text).to.include("Followers can view and edit this opportunity. They can't change its owner.");
  const ticket = await page.show({ record: 'ticket/t1' });
  expect(ticket.text).to.equal("You don't have access to this record, or it was deleted.");
});
