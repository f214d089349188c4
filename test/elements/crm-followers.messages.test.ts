/** What is said after an answer: done, undone, refused, not reached, and the one way on from there. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { type Page, type Shown, test } from '../support/element.ts';
import { contact, type FakeBackend, type Planted } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);

/** Adds Tom Becker with the field, which is closed afterwards. */
async function addTom(panel: Panel): Promise<void> {
  panel.input.focus();
  await panel.press('Alt+ArrowDown');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter', 'Escape');
}

async function shown(page: Page, as = 'owner', rest: Shown = {}): Promise<[Panel, FakeBackend]> {
  const backend = rest.backend ?? page.backend(as, rest);
  return [await page.show({ ...rest, backend }), backend];
}

const refusal = (status: number, code: string, rest: object = {}): Planted => ({
  status,
  body: { code, ...rest },
});

test('takes an addition back by Undo, and says so', async (page) => {
  const [panel, backend] = await shown(page);
  await addTom(panel);
  await panel.clickButton('Undo');
  expect(backend.count('DELETE /followers/colleague')).to.equal(1);
  expect(panel.message).to.equal('Undone. 3 of 10 followers.');
  expect(panel.chips).not.to.include('Tom Becker');
  expect(panel.names('button')).not.to.include('Undo');
  expect(panel.focused, 'the focus is not lost').to.equal('Contact followers');
});

test('brings a removed person back by Undo', async (page) => {
  const [panel] = await shown(page);
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal('Rita Sørby removed. 2 of 10 followers.');
  await panel.clickButton('Undo');
  expect(panel.message).to.equal('Undone. 3 of 10 followers.');
  expect(panel.chips).to.include('Rita Sørby');
});

test('reaches Undo with Tab from the chip, without being sought for', async (page) => {
  const [panel] = await shown(page);
  panel.button('Remove Rita Sørby').focus();
  await panel.press('Delete', 'Tab');
  expect(panel.focused).to.equal('Undo');
});

test('keeps Undo for as long as nothing else is done', async (page) => {
  const [panel] = await shown(page);
  await addTom(panel);
  await page.wait(600_000);
  expect(panel.names('button')).to.include('Undo');
});

test('says why a removal cannot be taken back', async (page) => {
  const records = [contact('k1', ['gone', 'u101']), contact('k2', ids(12))];
  const [panel, backend] = await shown(page, 'owner', { record: 'contact/k1', records });
  await panel.clickButton('Remove Gus Petit');
  expect(panel.message).to.equal("Gus Petit removed. Inactive people can't be added again.");
  const over = await page.show({ record: 'contact/k2', backend });
  await over.clickButton('Remove José Álvarez');
  expect(over.message).to.equal('José Álvarez removed. Still over the limit: 11 of 10.');
  for (const each of [panel, over]) expect(each.names('button')).not.to.include('Undo');
});

test('says when the last place was taken', async (page) => {
  const records = [contact('k1', ids(9))];
  const [panel] = await shown(page, 'owner', { record: 'contact/k1', records });
  await addTom(panel);
  expect(panel.announced).to.include('Tom Becker added. 10 of 10 followers. All 10 places are now taken.');
});

test('says that an undo is refused, and why', async (page) => {
  const records = [contact('k1', ids(10))];
  const [panel, backend] = await shown(page, 'owner', { record: 'contact/k1', records });
  await panel.clickButton('Remove José Álvarez');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/colleague');
  await panel.clickButton('Undo');
  expect(panel.message).to.match(/^Couldn't undo\. José Álvarez wasn't added: .*took the last place\.$/);
});

test('forgets Undo once somebody else changed the same person', async (page) => {
  const [panel, backend] = await shown(page);
  await addTom(panel);
  await backend.elsewhere('admin', 'DELETE /records/contact/c1/followers/colleague');
  await panel.element.refresh();
  await page.settle();
  expect(panel.names('button')).not.to.include('Undo');
});

const REFUSALS: [answer: Planted, sentence: string][] = [
  [refusal(403, 'action-forbidden'), "Not saved: you don't have permission for this change."],
  [refusal(409, 'user-is-owner'), "Tom Becker is the owner now and doesn't need to follow."],
  [refusal(422, 'user-not-assignable'), "Tom Becker wasn't added: this person can't follow this contact."],
  [
    refusal(422, 'user-not-assignable', { reason: 'user-inactive' }),
    "Tom Becker wasn't added: the account is inactive.",
  ],
  [refusal(400, 'invalid-request'), 'Not saved. Please try again.'],
  [refusal(418, 'teapot'), "Something went wrong. Your change wasn't saved."],
  [refusal(418, 'teapot', { detail: 'Closed for stocktaking.' }), 'Closed for stocktaking.'],
];
for (const [answer, sentence] of REFUSALS) {
  test(`takes a refused addition back and says: ${sentence}`, async (page) => {
    const [panel, backend] = await shown(page);
    backend.plant('PUT /followers', answer);
    await addTom(panel);
    expect(panel.alert).to.equal(sentence);
    expect(panel.meter).to.equal('3 of 10');
    const dismiss = panel.find('button', 'Dismiss');
    if (dismiss) {
      await panel.click(dismiss);
      expect([panel.message, panel.focused]).to.deep.equal(['', 'Contact followers']);
    }
  });
}

test('says who took the last place and keeps the person at hand, outside the meter', async (page) => {
  const records = [contact('k1', ids(9))];
  const [panel, backend] = await shown(page, 'owner', { record: 'contact/k1', records });
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u111');
  await addTom(panel);
  expect(panel.alert).to.equal("Tom Becker wasn't added: Nguyễn Thị Ánh took the last place.");
  expect(panel.chips.at(-1)).to.equal('Tom Becker, not added');
  expect(panel.meter).to.match(/of 10$/);
  await backend.elsewhere('admin', 'DELETE /records/contact/k1/followers/u111');
  await panel.element.refresh();
  await page.settle();
  await panel.clickButton('Try again Tom Becker');
  expect(panel.chips.at(-1)).to.equal('Tom Becker');
  expect(panel.message).to.include('Tom Becker added. 10 of 10 followers.');
});

test('does not name whom the server does not name', async (page) => {
  const [panel, backend] = await shown(page);
  backend.plant('PUT /followers', refusal(409, 'follower-limit'));
  await addTom(panel);
  expect(panel.alert).to.equal("Tom Becker wasn't added: someone else took the last place.");
});

const LOST: [title: string, answer: Planted, sentence: string][] = [
  ['there is no network', 'network', "The server isn't available. Your change wasn't saved."],
  [
    'the server fails',
    { status: 500, body: 'oops' },
    "The server isn't available. Your change wasn't saved.",
  ],
  [
    'the server asks for a long wait',
    { status: 429, headers: { 'Retry-After': '60' }, body: { code: 'rate-limited' } },
    "The server isn't available. Your change wasn't saved.",
  ],
  [
    'the answer is no JSON',
    { status: 200, body: '<!doctype html><title>Sign in</title>' },
    "The answer couldn't be read. What you see is the last saved list.",
  ],
];
for (const [title, answer, sentence] of LOST) {
  test(`keeps an addition at hand when ${title}`, async (page) => {
    const [panel, backend] = await shown(page);
    backend.plant('PUT /followers', answer);
    await addTom(panel);
    await page.wait(10_000);
    expect(panel.alert).to.equal(sentence);
    expect(panel.chips.at(-1)).to.equal('Tom Becker, not added');
    expect(panel.meter).to.equal('3 of 10');
    await panel.clickButton('Dismiss Tom Becker');
    expect(panel.chips).to.have.length(3);
    expect(panel.focused, 'the focus is not lost').not.to.equal(undefined);
  });
}

test('offers another try after a removal that did not get through', async (page) => {
  const [panel, backend] = await shown(page);
  backend.plant('DELETE /followers', { status: 503 });
  await panel.clickButton('Remove Rita Sørby');
  await page.wait(10_000);
  expect(panel.chips).to.include('Rita Sørby');
  expect(panel.alert).to.equal("The server isn't available. Your change wasn't saved.");
  backend.recover();
  await panel.clickButton('Try again');
  expect(panel.message).to.equal('Rita Sørby removed. 2 of 10 followers.');
});

test('refuses every change at once while offline, and says why', async (page) => {
  const [panel, backend] = await shown(page);
  await page.goOffline();
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal("You're offline. Connect to make changes.");
  expect([panel.chips.length, backend.count('DELETE ')]).to.deep.equal([3, 0]);
});

test('looks before it speaks when a write is not answered', async (page) => {
  const [panel, backend] = await shown(page);
  backend.hold('PUT /followers');
  await addTom(panel);
  await backend.elsewhere('owner', 'PUT /records/contact/c1/followers/colleague');
  await page.wait(20_000);
  expect(panel.announced).to.include('No answer yet. Checking what was saved…');
  expect(panel.message).to.equal('Saved after all. Tom Becker added. 4 of 10 followers.');
});

test('says that nothing was saved when a second look shows that', async (page) => {
  const [panel, backend] = await shown(page);
  backend.hold('PUT /followers');
  await addTom(panel);
  await page.wait(20_000);
  expect(panel.alert).to.equal('Not saved.');
  expect(panel.chips.at(-1)).to.equal('Tom Becker, not added');
});

test('is one line, and the next change replaces it', async (page) => {
  const [panel] = await shown(page);
  await addTom(panel);
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.parts('status')).to.have.length(1);
  expect(textOf(panel.part('status'), 'button')).to.equal('Rita Sørby removed. 3 of 10 followers.');
});
