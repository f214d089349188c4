/** What is said is what is known: of changes nobody answered, of rights that went, of what still stands. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);
const OFFLINE = "You're offline. Connect to make changes.";
const GONE_ON = 'Tom Becker, not added';

/** Adds Tom Becker with the field, which is closed afterwards. */
async function addTom(panel: Panel): Promise<void> {
  panel.input.focus();
  await panel.press('Alt+ArrowDown');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter', 'Escape');
}

test('does not say that nothing was saved while nobody knows', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.hold('PUT /followers');
  await addTom(panel);
  backend.plant('GET /followers', 'network');
  await page.wait(40_000);
  expect(panel.alert).to.equal('This is taking too long.');
  expect(panel.chips.at(-1)).to.equal(GONE_ON);
});

test('asks nothing of somebody who may not decide any more when their change of owner comes too late', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  const { body } = await backend.elsewhere('admin', 'GET /records/contact/c1/followers');
  await backend.elsewhere('admin', 'PUT /records/contact/c1/owner', {
    headers: { 'If-Match': `"${body.record.version}"` },
    json: { userId: 'u101', keepPrevious: true },
  });
  backend.plant('PUT /owner', { status: 412, body: { code: 'version-mismatch' } });
  await panel.clickButton('Make owner');
  expect(panel.question).to.equal(undefined);
  const reason = "Followers can't change the owner. José Álvarez or an admin can.";
  expect([panel.message, panel.reasons[0]]).to.deep.equal([reason, reason]);
});

/** A list that was full before Tom Becker could be added. */
async function lostPlace(page: Page): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('owner', { records: [contact('k1', ids(9))] });
  const panel = await page.show({ record: 'contact/k1', backend });
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u111');
  await addTom(panel);
  expect(panel.chips.at(-1)).to.equal(GONE_ON);
  return [panel, backend];
}

test('keeps a person who was not added at hand when another try finds the list still full', async (page) => {
  const [panel, backend] = await lostPlace(page);
  const before = backend.count('PUT ');
  await panel.clickButton('Try again Tom Becker');
  expect([panel.chips.at(-1), backend.count('PUT ')]).to.deep.equal([GONE_ON, before]);
  expect(panel.message).to.equal('All 10 places are taken. Remove someone to add another.');
});

test('keeps a person who was not added at hand when another try finds no network', async (page) => {
  const [panel, backend] = await lostPlace(page);
  await backend.elsewhere('admin', 'DELETE /records/contact/k1/followers/u111');
  await panel.element.refresh();
  await page.goOffline();
  await panel.clickButton('Try again Tom Becker');
  expect(panel.chips.at(-1)).to.equal(GONE_ON);
  expect(panel.announced).to.include(OFFLINE);
  await page.goOffline(false);
  await panel.clickButton('Try again Tom Becker');
  expect(panel.chips.at(-1)).to.equal('Tom Becker');
});

test('shows why nothing can be changed offline, even if an earlier failure was still shown', async (page) => {
  const [panel] = await lostPlace(page);
  await page.goOffline();
  await panel.clickButton('Remove José Álvarez');
  expect(panel.message).to.equal(OFFLINE);
});

test('shows that nobody is signed in when the search finds that out', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.as = null;
  await panel.open();
  expect(panel.text).to.equal("You're signed out. Sign in again, then try once more. Try again");
  expect(panel.element.state).to.equal('not-authenticated');
});

test('says that there is no network rather than what was done before', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal('Rita Sørby removed. 2 of 10 followers.');
  await page.goOffline();
  expect(panel.message).to.equal(OFFLINE);
});

test('leaves no word about the network behind once it is back', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await page.goOffline();
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal(OFFLINE);
  expect(panel.announced).to.include(OFFLINE);
  await page.goOffline(false);
  expect(panel.message).to.equal('');
  expect(backend.count('DELETE ')).to.equal(0);
});

test('lets the reason why a change was refused be dismissed', async (page) => {
  const panel = await page.show();
  // The veto comes when the button stands there already.
  panel.element.check = (action, { id }) =>
    action === 'remove' && id === 'rita' ? 'Rita must stay.' : undefined;
  panel.button('Remove Rita Sørby').click();
  await page.settle();
  expect(panel.message).to.equal('Rita must stay.');
  await panel.clickButton('Dismiss');
  expect(panel.message).to.equal('');
});

test("says the host's own sentence for a reason that only the host knows", async (page) => {
  const backend = page.backend();
  const detail = 'Frozen until the audit is over.';
  backend.plant('DELETE /followers', {
    status: 403,
    body: { code: 'action-forbidden', reason: 'frozen-by-audit', detail },
  });
  const panel = await page.show({ backend });
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.alert).to.equal(detail);
});

for (const code of ['unavailable', 'not-found'] as const) {
  test(`tells the page of a failed load in the sentence it shows itself (${code}), and is quiet if the page speaks`, async (page) => {
    const backend = page.backend();
    const answer = { status: code === 'not-found' ? 404 : 500, body: { code } };
    backend.plant('GET /followers', answer);
    const told: string[] = [];
    let cancel = true;
    page.room.addEventListener('crm-followers-problem', (event) => {
      told.push((event as CustomEvent<{ message: string }>).detail.message);
      if (cancel) event.preventDefault();
    });
    const panel = await page.show({ backend });
    await page.wait(10_000);
    expect(told).to.have.length(1);
    expect([panel.parts('panel').length, panel.text]).to.deep.equal([0, '']);
    cancel = false;
    void panel.element.refresh();
    await page.wait(10_000);
    expect(told).to.deep.equal([panel.message, panel.message]);
    backend.recover();
    await panel.element.refresh();
    await page.settle();
    expect([panel.parts('panel').length, panel.chips.length]).to.deep.equal([1, 3]);
  });
}

test('tells the page of a failed second look in the sentence it shows itself', async (page) => {
  const told: string[] = [];
  page.room.addEventListener('crm-followers-problem', (event) => {
    told.push((event as CustomEvent<{ message: string }>).detail.message);
  });
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.plant('GET /followers', { status: 500 });
  void panel.element.refresh();
  await page.wait(10_000);
  expect(panel.chips).to.have.length(3);
  expect(told).to.deep.equal([panel.message]);
});
