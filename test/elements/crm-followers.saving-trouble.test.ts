/** `save()` asked for twice, from outside the page, signed out, offline, or while everything else changes. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { heard, manual, pick, save, writes } from '../support/picking.ts';

const path = '/contact/c1/followers';

async function picked(page: Page, without: string[] = ['bulk']): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('owner', { without });
  const panel = await manual(page, { backend });
  await pick(panel, 'tom', 'rob');
  return [panel, backend];
}

test('saving twice is saving once: the same answer, each request once', async (page) => {
  const [panel, backend] = await picked(page);
  const gate = backend.hold('PUT /followers/colleague');
  const first = panel.element.save();
  await page.settle();
  const second = panel.element.save();
  await page.settle();
  expect(panel.element.matches(':state(saving)')).to.equal(true);
  gate.open();
  await page.settle();
  expect(await second).to.equal(await first);
  expect((await first).results.map(({ outcome }) => outcome)).to.deep.equal(['added', 'added']);
  expect(writes(backend)).to.deep.equal([`PUT ${path}/colleague`, `PUT ${path}/rob`]);
  expect(panel.element.matches(':state(saving)')).to.equal(false);
});

test('shows what is being saved as on its way, and says so when it takes long', async (page) => {
  const [panel, backend] = await picked(page, []);
  const gate = backend.hold('POST /followers');
  void panel.element.save();
  await page.settle();
  expect(panel.chips.slice(-2)).to.deep.equal(['Tom Becker Saving…', 'Rob Keller Saving…']);
  await page.wait(1100);
  expect(panel.announced.at(-1)).to.equal('Saving…');
  gate.open();
  await page.settle();
  expect(panel.chips.slice(-2)).to.deep.equal(['Tom Becker', 'Rob Keller']);
});

test('what is picked while a save is under way waits for the next one', async (page) => {
  const [panel, backend] = await picked(page, []);
  const gate = backend.hold('POST /followers');
  const saving = panel.element.save();
  await page.settle();
  await pick(panel, 'ada');
  const late = panel.element.value.at(-1)!;
  gate.open();
  await page.settle();
  expect((await saving).results.map(({ userId }) => userId)).to.deep.equal(['colleague', 'rob']);
  expect(panel.chips.at(-1)).to.include('not saved yet');
  expect((await save(panel)).results.map(({ userId }) => userId)).to.deep.equal([late]);
});

for (const when of ['before', 'while'] as const) {
  test(`saves all the same where the element leaves the page ${when} it does`, async (page) => {
    const [panel, backend] = await picked(page);
    const other = await page.show({ backend, record: 'contact/c-empty' });
    const gate = backend.hold('PUT /followers/colleague');
    let saving = when === 'while' ? panel.element.save() : undefined;
    await page.settle();
    await page.change(() => panel.element.remove());
    // Long enough for a page to be done with it; an answer is not waited for so long.
    await page.wait(when === 'before' ? 60_000 : 5000);
    // Shown by another element meanwhile, it is the same record to both.
    await page.change(() => other.element.setAttribute('record-id', 'c1'));
    saving ??= panel.element.save();
    await page.settle();
    gate.open();
    await page.settle();
    const { results, message } = await saving;
    expect(results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
      ['colleague', 'added'],
      ['rob', 'added'],
    ]);
    expect(message).to.equal('Followers saved.');
    expect(other.chips.slice(-2)).to.deep.equal(['Tom Becker', 'Rob Keller']);
    const { body } = await backend.elsewhere('admin', `GET /records${path}`);
    expect(body.followers).to.have.length(5);
  });
}

test('an element that comes back into the page has its picks still', async (page) => {
  const [panel, backend] = await picked(page);
  await page.change(() => panel.element.remove());
  await page.wait(60_000);
  await page.change(() => page.room.append(panel.element));
  expect(panel.chips.slice(-2)).to.deep.equal(['Tom Becker not saved yet', 'Rob Keller not saved yet']);
  await save(panel);
  expect(writes(backend)).to.have.length(2);
});

test('an element that leaves the page with picks for good leaves nothing behind', async (page) => {
  const [panel] = await picked(page);
  const dialog = document.createElement('dialog');
  await page.change(() => page.room.append(dialog));
  await page.change(() => dialog.append(panel.element));
  await page.change(() => dialog.showModal());
  await panel.open();
  await panel.type('gil');
  await page.change(() => dialog.remove());
  let asked = 0;
  panel.element.addEventListener('crm-followers-unsaved', () => asked++);
  dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  expect(asked).to.equal(0);
  // What is left over in timers and in the page finds `close()`.
});

for (const [what, without] of [
  ['one by one', ['bulk']],
  ['in one request', []],
] as const) {
  test(`keeps everything when the viewer turns out to be signed out, until they are back (${what})`, async (page) => {
    const [panel, backend] = await picked(page, [...without]);
    const problems = heard(page, 'crm-followers-problem');
    backend.as = null;
    const { results, message } = await save(panel);
    expect(results.map(({ outcome, code }) => [outcome, code])).to.deep.equal([
      ['refused', 'not-authenticated'],
      ['refused', 'not-authenticated'],
    ]);
    const sentence = "You're signed out. Sign in again, then try once more.";
    expect(message, 'once for all').to.equal(sentence);
    expect(backend.count(without.length ? 'PUT ' : 'POST ')).to.equal(1);
    expect(panel.text).to.include(sentence);
    expect(panel.text).not.to.include('Tom Becker');
    expect(problems.filter(({ detail }) => detail.op).map(({ detail }) => detail.message)).to.deep.equal([
      sentence,
    ]);

    backend.as = 'owner';
    await panel.clickButton('Try again');
    expect(panel.chips.slice(-2)).to.deep.equal(['Tom Becker not saved yet', 'Rob Keller not saved yet']);
    expect((await save(panel)).results.map(({ outcome }) => outcome)).to.deep.equal(['added', 'added']);
  });
}

test('keeps just the rest where the viewer is signed out in the middle of a save', async (page) => {
  const [panel, backend] = await picked(page);
  await panel.clickButton('Remove Lena Fischer');
  backend.plant('PUT /followers/colleague', { status: 401, body: { code: 'not-authenticated' } });
  const { results, message } = await save(panel);
  expect(results.map(({ userId, outcome, code }) => [userId, outcome, code])).to.deep.equal([
    ['follower', 'removed', undefined],
    ['colleague', 'refused', 'not-authenticated'],
    ['rob', 'refused', 'not-authenticated'],
  ]);
  expect(message).to.equal("1 change saved. You're signed out. Sign in again, then try once more.");
  expect(backend.count('PUT /followers/rob')).to.equal(0);
  backend.recover();
  await panel.clickButton('Try again');
  expect(panel.text).to.include('2 changes not saved');
  expect((await save(panel)).results.map(({ userId }) => userId)).to.deep.equal(['colleague', 'rob']);
});

test('somebody else who signs in neither sees nor saves what was picked before', async (page) => {
  const [panel, backend] = await picked(page);
  const told = heard(page, 'crm-followers-unsaved');
  backend.as = 'admin';
  await panel.element.refresh();
  await page.settle();
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect([panel.text.includes('not saved'), panel.message, told.length]).to.deep.equal([false, '', 0]);
  expect(await save(panel)).to.deep.equal({ results: [], message: '' });
  expect(writes(backend)).to.deep.equal([]);
});

test('sends nothing for somebody else who has signed in since the element left the page', async (page) => {
  const [panel, backend] = await picked(page);
  await page.change(() => panel.element.remove());
  await page.wait(60_000);
  backend.as = 'admin';
  const { results } = await save(panel);
  expect(results.map(({ outcome, code }) => [outcome, code])).to.deep.equal([
    ['refused', 'not-authenticated'],
    ['refused', 'not-authenticated'],
  ]);
  expect(writes(backend)).to.deep.equal([]);
});

test('sends nothing that is discarded while the record is still read', async (page) => {
  const [panel, backend] = await picked(page);
  await page.change(() => panel.element.remove());
  await page.wait(60_000);
  const gate = backend.hold('GET /records');
  const saving = panel.element.save();
  await page.settle();
  panel.element.discard();
  gate.open();
  await page.settle();
  expect([await saving, writes(backend)]).to.deep.equal([{ results: [], message: '' }, []]);
});

test('keeps everything while offline, says it once, and saves when it is back', async (page) => {
  for (const without of [['bulk'], []]) {
    const [panel, backend] = await picked(page, without);
    await page.goOffline();
    backend.plant('PUT ', 'network');
    backend.plant('POST ', 'network');
    const { results, message } = await save(panel);
    expect(results.map(({ outcome, code, reason }) => [outcome, code ?? reason])).to.deep.equal([
      ['refused', 'offline'],
      ['refused', 'offline'],
    ]);
    expect(message).to.equal("You're offline. Connect to make changes.");
    expect([panel.alert, panel.chips.at(-1)]).to.deep.equal([message, 'Rob Keller not saved yet']);
    await page.goOffline(false);
    backend.recover();
    expect(await save(panel)).to.deep.include({ message: 'Followers saved.' });
    await page.change(() => panel.element.remove());
  }
});
