/** `crm-followers-unsaved`: a dialog about to close over picks that are not saved, and the keys that lead there. */
import { expect } from '@open-wc/testing';
import { type Page, type Shown, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';
import { draft, heard, manual, pick, save } from '../support/picking.ts';

/** A modal dialog of the page, with a button of its own. */
function dialogOf(page: Page): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.innerHTML = '<button>Cancel</button>';
  page.room.append(dialog);
  dialog.showModal();
  return dialog;
}

async function inDialog(page: Page, show = manual): Promise<[HTMLDialogElement, Panel, CustomEvent[]]> {
  const dialog = dialogOf(page);
  const panel = await show(page, { into: dialog });
  return [dialog, panel, heard(page, 'crm-followers-unsaved')];
}

/** The page keeps its dialog from closing. */
const keepOpen = (page: Page) =>
  page.room.addEventListener('crm-followers-unsaved', (event) => event.preventDefault(), { once: true });

test('the first Escape closes the list, the second asks the page; a cancelled event keeps the dialog open', async (page) => {
  const [dialog, panel, asked] = await inDialog(page);
  await pick(panel, 'tom');
  await panel.open();
  await panel.press('Escape');
  expect([panel.isOpen, dialog.open, asked.length]).to.deep.equal([false, true, 0]);
  keepOpen(page);
  await panel.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([true, 1]);
  const [event] = asked;
  expect([event!.bubbles, event!.composed, event!.cancelable]).to.deep.equal([true, true, true]);
  const { record, changes, cause } = event!.detail;
  expect([record, cause]).to.deep.equal([{ type: 'contact', id: 'c1' }, 'dialog']);
  expect(changes).to.have.length(1);
  expect([changes[0].op, changes[0].user.id, changes[0].user.name]).to.deep.equal([
    'add',
    'colleague',
    'Tom Becker',
  ]);
  expect(panel.chips.at(-1), 'the pick is still there').to.equal('Tom Becker not saved yet');
});

test('closes where the page does not mind', async (page) => {
  const [dialog, panel, asked] = await inDialog(page);
  await pick(panel, 'tom');
  await panel.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([false, 1]);
  page.guards.rebase();
});

test('asks from wherever in the dialog Escape is pressed', async (page) => {
  const [dialog, panel, asked] = await inDialog(page);
  await pick(panel, 'tom');
  dialog.querySelector('button')!.focus();
  keepOpen(page);
  await panel.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([true, 1]);
});

for (const [what, use, show] of [
  ['nothing was picked', async () => {}, manual],
  ['the pick was taken back', (panel: Panel) => panel.clickButton('Undo'), manual],
  ['the pick is saved', (panel: Panel) => save(panel), manual],
  ['picks are saved at once', async () => {}, (page: Page, shown?: Shown) => page.show(shown)],
] as const) {
  test(`asks nothing where ${what}`, async (page) => {
    const [dialog, panel, asked] = await inDialog(page, show);
    if (what !== 'nothing was picked') await pick(panel, 'tom');
    await use(panel);
    panel.input.focus();
    await panel.press('Escape');
    expect([dialog.open, asked.length]).to.deep.equal([false, 0]);
    page.guards.rebase();
  });
}

test('asks nothing when the page closes its dialog itself', async (page) => {
  const [dialog, panel, asked] = await inDialog(page);
  await pick(panel, 'tom');
  const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  await page.change(() => dialog.close());
  await closed;
  expect([dialog.open, asked]).to.deep.equal([false, []]);
});

test('asks for a draft too, whose record has no id', async (page) => {
  const [dialog, panel, asked] = await inDialog(page, draft);
  await pick(panel, 'tom');
  keepOpen(page);
  await panel.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([true, 1]);
  expect(asked[0]!.detail.record).to.deep.equal({ type: 'opportunity', id: '' });
});

test('finds its dialog across shadow roots, and hears nothing of dialogs elsewhere', async (page) => {
  const dialog = dialogOf(page);
  const inner = document.createElement('div').attachShadow({ mode: 'open' });
  const outer = document.createElement('div').attachShadow({ mode: 'open' });
  outer.append(inner.host);
  dialog.append(outer.host);
  const element = page.create({ attributes: { 'save-mode': 'manual' } });
  await page.change(() => inner.append(element));
  const panel = page.watch(element);
  await element.ready;
  await page.settle();
  await pick(panel, 'tom');
  const asked = heard(page, 'crm-followers-unsaved');
  keepOpen(page);
  await panel.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([true, 1]);
  // Browsers close dialogs together between which nobody did anything.
  await panel.press('Tab');
  const other = dialogOf(page);
  await panel.press('Escape');
  expect([other.open, dialog.open, asked.length]).to.deep.equal([false, true, 1]);
  page.guards.rebase();
});

test('is not taken in by a file field that is cancelled inside the dialog', async (page) => {
  const [dialog, panel, asked] = await inDialog(page);
  await pick(panel, 'tom');
  dialog.querySelector('button')!.dispatchEvent(new Event('cancel', { bubbles: true, cancelable: true }));
  expect(asked).to.deep.equal([]);
});

test('a question of the element is answered by Escape before the dialog is asked anything', async (page) => {
  const dialog = dialogOf(page);
  const panel = await manual(page, { into: dialog, as: 'rita' });
  await pick(panel, 'tom');
  const asked = heard(page, 'crm-followers-unsaved');
  await panel.clickButton('Stop following');
  expect(panel.question!.title).to.equal('Stop following Maria Lopez?');
  await panel.press('Escape');
  expect([panel.question, dialog.open, asked.length]).to.deep.equal([undefined, true, 0]);
  expect(panel.chips[0]).to.equal('You');
});

test('every element with picks is asked, and one that minds is enough', async (page) => {
  const [dialog, first, asked] = await inDialog(page);
  const second = await draft(page, { into: dialog });
  await pick(first, 'tom');
  await pick(second, 'rob');
  first.element.addEventListener('crm-followers-unsaved', (event) => event.preventDefault(), { once: true });
  await second.press('Escape');
  expect([dialog.open, asked.length]).to.deep.equal([true, 2]);
});
