/** The followers as chips: removing, moving among them, and where the focus goes when one is gone. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { nameOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const ids = (...numbers: number[]) => numbers.map((n) => `u${n}`);

async function onLast(page: Page): Promise<Panel> {
  const panel = await page.show();
  panel.input.focus();
  await panel.press('Shift+Tab');
  return panel;
}

test('is a list of names, each with one button that says what it does', async (page) => {
  const panel = await page.show();
  const items = panel.all('listitem');
  expect(items).to.have.length(3);
  for (const item of items) {
    const [button, ...others] = item.querySelectorAll('button');
    expect(others).to.have.length(0);
    expect(nameOf(button!)).to.equal(`Remove ${item.querySelector('[part~=name]')!.textContent.trim()}`);
    expect(item.tabIndex).to.equal(-1);
  }
});

test('is one stop of Tab before the text, and none of its buttons is skipped by the arrows', async (page) => {
  const panel = await onLast(page);
  expect(panel.focused).to.equal('Remove Lena Fischer');
  await panel.press('ArrowRight');
  expect(panel.focused).to.equal('Remove Rita Sørby');
  await panel.press('End');
  expect(panel.focused).to.equal('Remove Ines Moreau');
  await panel.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  expect(panel.focused, 'stops at the first').to.equal('Remove Lena Fischer');
  await panel.press('End', 'ArrowRight');
  expect(panel.focused, 'beyond the last lies the text').to.equal('Add followers');
  await panel.press('Shift+Tab');
  expect(panel.focused, 'comes back to where it was').to.equal('Remove Ines Moreau');
  await panel.press('Home');
  expect(panel.focused).to.equal('Remove Lena Fischer');
  await panel.press('Tab');
  expect(panel.focused).to.equal('Add followers');
});

test('follows the direction of the writing with the arrows', async (page) => {
  page.room.dir = 'rtl';
  const panel = await onLast(page);
  await panel.press('ArrowLeft');
  expect(panel.focused).to.equal('Remove Rita Sørby');
  await panel.press('ArrowRight');
  expect(panel.focused).to.equal('Remove Lena Fischer');
});

for (const key of ['Enter', 'Space', 'Delete', 'Backspace']) {
  test(`${key} removes a person and goes on to the next`, async (page) => {
    const panel = await onLast(page);
    await panel.press('ArrowRight', key);
    expect(panel.chips).to.deep.equal(['Lena Fischer', 'Ines Moreau']);
    expect(panel.focused).to.equal('Remove Ines Moreau');
    expect(panel.message).to.equal('Rita Sørby removed. 2 of 10 followers.');
  });
}

test('goes to the chip before when the last one is removed, and to the text after the only one', async (page) => {
  const panel = await onLast(page);
  await panel.press('End', 'Delete');
  expect(panel.focused).to.equal('Remove Rita Sørby');
  await panel.press('Delete');
  expect(panel.focused).to.equal('Remove Lena Fischer');
  await panel.press('Delete');
  expect(panel.focused).to.equal('Add followers');
  expect(panel.meter).to.equal('0 of 10');
});

test('hands the focus on after a click, too', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Remove Lena Fischer');
  expect(panel.focused).to.equal('Remove Rita Sørby');
  await panel.clickButton('Remove Ines Moreau');
  expect(panel.focused).to.equal('Remove Rita Sørby');
});

test('keeps the focus while the removal is on its way, and when it is refused', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('DELETE /followers');
  panel.button('Remove Rita Sørby').focus();
  await panel.press('Enter');
  expect(panel.focused).to.equal('Remove Ines Moreau');
  gate.answer({ status: 403, body: { code: 'action-forbidden' } });
  await page.settle();
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);
  expect(panel.focused, 'not stolen by whoever came back').to.equal('Remove Ines Moreau');
});

test('stays on its person when others come and go', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  panel.button('Remove Rita Sørby').focus();
  await backend.elsewhere('admin', 'DELETE /records/contact/c1/followers/follower');
  await panel.element.refresh();
  await page.settle();
  expect(panel.focused).to.equal('Remove Rita Sørby');
  await backend.elsewhere('admin', 'DELETE /records/contact/c1/followers/rita');
  await panel.element.refresh();
  await page.settle();
  expect(panel.focused, 'never lost').to.equal('Remove Ines Moreau');
});

test('Backspace in the empty text goes to the last chip first, and only the next one removes', async (page) => {
  const panel = await page.show();
  panel.input.focus();
  await panel.press('Backspace');
  expect([panel.focused, panel.chips.length]).to.deep.equal(['Remove Ines Moreau', 3]);
  await panel.press('Backspace');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby']);
});

test('Backspace only edits as long as there is text, with the list open or closed', async (page) => {
  const panel = await page.show();
  panel.input.focus();
  await panel.type('a');
  await panel.press('Backspace');
  expect(panel.focused).to.equal('Add followers');
  await panel.press('Backspace');
  expect(panel.focused).to.equal('Remove Ines Moreau');
});

test('a held Backspace empties the text and removes nobody', async (page) => {
  const panel = await page.show();
  panel.input.focus();
  await panel.type('ab');
  await sendKeys({ down: 'Backspace' });
  for (let i = 0; i < 6; i++) await sendKeys({ down: 'Backspace' });
  await sendKeys({ up: 'Backspace' });
  await page.settle();
  expect([panel.input.value, panel.chips.length, panel.focused]).to.deep.equal(['', 3, 'Add followers']);
  panel.button('Remove Lena Fischer').focus();
  for (let i = 0; i < 6; i++) await sendKeys({ down: 'Delete' });
  await sendKeys({ up: 'Delete' });
  await page.settle();
  expect(panel.chips, 'one press, one person').to.deep.equal(['Rita Sørby', 'Ines Moreau']);
});

test('typing on a chip goes on in the text', async (page) => {
  const panel = await onLast(page);
  await panel.type('tom');
  await page.wait(200);
  expect([panel.focused, panel.input.value]).to.deep.equal(['Add followers', 'tom']);
  expect(panel.options).to.have.length(1);
});

test('follows and stops following with one click, the focus kept', async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  await panel.clickButton('Follow');
  expect(panel.chips[0]).to.equal('You');
  expect(panel.message).to.equal("You're following. 4 of 10 followers.");
  expect(panel.focused, 'on the own chip').to.equal('Stop following');
  await panel.clickButton('Stop following');
  expect(panel.chips).not.to.include('You');
  expect(panel.message).to.equal('You stopped following.');
  expect(panel.focused).not.to.equal(undefined);
  expect(panel.names('button')).to.include('Follow');
});

test('marks who is not saved yet, and counts them', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('PUT /followers');
  await panel.open();
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.chips.at(-1)).to.equal('Tom Becker Saving…');
  expect(panel.meter).to.equal('4 of 10');
  expect(panel.message, 'nothing is said before the answer').to.equal('');
  gate.open();
  await page.settle();
  expect(panel.chips.at(-1)).to.equal('Tom Becker');
});

test('all ten can be removed in a window of 320 pixels, by keyboard', async (page) => {
  page.room.style.width = '320px';
  const records = [contact('k1', ids(101, 102, 103, 104, 105, 106, 107, 108, 109, 110))];
  const panel = await page.show({ record: 'contact/k1', records });
  panel.input.focus();
  await panel.press('Shift+Tab');
  for (let left = 10; left > 0; left--) {
    expect(panel.chips).to.have.length(left);
    await panel.press('Delete');
  }
  expect([panel.meter, panel.focused]).to.deep.equal(['0 of 10', 'Add followers']);
});
