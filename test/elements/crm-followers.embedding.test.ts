/** Keys that the page around the element is or is not to hear, and words composed of several keys. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

async function opened(page: Page): Promise<Panel> {
  const panel = await page.show();
  await panel.open();
  return panel;
}

test('leaves a dialog around it open at the first Escape and lets the second close it', async (page) => {
  const dialog = document.createElement('dialog');
  page.room.append(dialog);
  const panel = await page.show({ into: dialog });
  dialog.showModal();
  await panel.open();
  await panel.press('Escape');
  expect([panel.isOpen, dialog.open]).to.deep.equal([false, true]);
  await panel.press('Escape');
  expect(dialog.open).to.equal(false);
  page.guards.rebase();
});

test('keeps Enter from the form around it while the list is open, and hands it on when closed', async (page) => {
  const form = document.createElement('form');
  const heard: string[] = [];
  form.addEventListener('keydown', ({ key }) => heard.push(key));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    heard.push('submit');
  });
  page.room.append(form);
  const panel = await page.show({ into: form });
  await panel.open();
  heard.length = 0;
  await panel.press('Enter');
  expect(heard).to.deep.equal([]);
  await panel.press('Enter');
  expect(heard).to.deep.equal(['Enter']);
});

test('keeps letters and digits from the shortcuts of the page, and only those', async (page) => {
  const panel = await opened(page);
  const heard: string[] = [];
  const hear = ({ key }: KeyboardEvent) => heard.push(key);
  document.addEventListener('keydown', hear);
  await panel.type('s/?j1');
  await panel.press('Escape', 'F2', 'Escape');
  expect(heard).to.deep.equal(['F2', 'Escape']);
  expect(panel.input.value).to.equal('s/?j1');
  document.removeEventListener('keydown', hear);
});

test('neither searches, moves nor closes while a word is being composed', async (page) => {
  const panel = await opened(page);
  const { input } = panel;
  const { options } = panel;
  input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, composed: true }));
  input.value = 'と';
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, isComposing: true }));
  for (const key of ['ArrowDown', 'Enter', 'Escape', 'Backspace']) {
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, composed: true }),
    );
  }
  await page.wait(1000);
  expect([panel.isOpen, panel.active, input.value]).to.deep.equal([true, undefined, 'と']);
  expect(panel.options).to.deep.equal(options);
  input.value = 'tom';
  input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, composed: true }));
  await page.settle();
  expect(panel.options).to.have.length(1);
  // Safari sends the Enter that ends a composition afterwards, with this key code only.
  const late = { key: 'Enter', keyCode: 229, bubbles: true, composed: true, cancelable: true };
  input.dispatchEvent(new KeyboardEvent('keydown', late));
  await page.settle();
  expect([panel.isOpen, panel.chips.length]).to.deep.equal([true, 3]);
});
