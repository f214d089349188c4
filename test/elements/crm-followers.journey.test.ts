/** Whole journeys through pages by keyboard alone, in every engine: each stop of Tab can be seen, and none is a trap. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { nameOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { draft, save, writes } from '../support/picking.ts';

/** What has the focus, in whichever root. */
function focused(): Element {
  let element = document.activeElement!;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What shows that it has the focus: the thing itself, or the box around a text. */
function isSeen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const outlined = [element, element.closest('[part~=field]')].some(
    (each) => each && getComputedStyle(each).outlineStyle !== 'none',
  );
  return outlined && top >= 0 && bottom <= innerHeight;
}

const BACK = true;

/** Presses Tab until something has this name; answers the names of all stops on the way, the last one too. */
async function tabTo(page: Page, name: string, back = false): Promise<string[]> {
  const stops: string[] = [];
  while (stops.at(-1) !== name && stops.length < 20) {
    if (back) await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    if (back) await sendKeys({ up: 'Shift' });
    await page.settle();
    const stop = focused();
    stops.push(nameOf(stop));
    expect(isSeen(stop), `the focus can be seen after ${stops.join(', ')}`).to.equal(true);
  }
  expect(stops.at(-1), `after ${stops.join(', ')}`).to.equal(name);
  return stops;
}

/** A button of the page itself. */
function button(page: Page, name: string, into: Element = page.room): HTMLButtonElement {
  const element = document.createElement('button');
  element.textContent = name;
  into.append(element);
  return element;
}

/** A contact between two buttons of its page, the first of which has the focus. */
async function contactPage(page: Page, backend: FakeBackend): Promise<Panel> {
  const before = button(page, 'Back to contacts');
  const panel = await page.show({ backend });
  button(page, 'Next contact');
  before.focus();
  page.guards.rebase();
  return panel;
}

test('through a contact: who can be changed is changed, and Tab comes out at the other end', async (page) => {
  const backend = page.backend();
  const panel = await contactPage(page, backend);
  expect(await tabTo(page, 'Next contact')).to.deep.equal([
    'Change owner',
    'Details',
    'Remove Lena Fischer',
    'Add followers',
    'Next contact',
  ]);
  expect(await tabTo(page, 'Back to contacts', BACK)).to.have.length(5);

  await tabTo(page, 'Add followers');
  await panel.press('Alt+ArrowDown');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter', 'Escape');
  expect([panel.isOpen, panel.focused]).to.deep.equal([false, 'Add followers']);
  await tabTo(page, 'Undo', BACK);
  await panel.press('Enter');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Rita Sørby', 'Ines Moreau']);

  // With its button gone, the focus is on the heading of the group.
  await tabTo(page, 'Remove Lena Fischer');
  await panel.press('ArrowRight', 'Delete');
  expect([panel.chips, panel.focused]).to.deep.equal([['Lena Fischer', 'Ines Moreau'], 'Remove Ines Moreau']);

  await tabTo(page, 'Details', BACK);
  await panel.press('Space');
  expect(panel.text).to.include('Added by');
  await panel.press('Space');

  await tabTo(page, 'Change owner', BACK);
  await panel.press('Enter');
  await panel.press('Alt+ArrowDown');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect([panel.question?.title, panel.focused]).to.deep.equal(['Make Tom Becker the owner?', 'Cancel']);
  await tabTo(page, 'Make owner');
  await panel.press('Enter');
  expect(panel.part('owner').textContent).to.include('Tom Becker');
  expect(panel.element.contains(document.activeElement), 'the focus stays in the element').to.equal(true);
  await tabTo(page, 'Next contact');
  expect(writes(backend).map((write) => write.split(' ').slice(0, 2).join(' '))).to.deep.equal([
    'PUT /contact/c1/followers/colleague',
    'DELETE /contact/c1/followers/colleague',
    'DELETE /contact/c1/followers/rita',
    'PUT /contact/c1/owner',
  ]);
});

test('through leaving: the question begins at its safe answer, and the focus ends where that is said', async (page) => {
  const backend = page.backend('rita');
  const panel = await contactPage(page, backend);
  await tabTo(page, 'Stop following');
  await panel.press('Enter');
  expect(panel.focused).to.equal('Keep following');
  expect(await tabTo(page, 'Stop following')).to.deep.equal(['Stop following']);
  await panel.press('Enter');
  expect(panel.text).to.equal('You stopped following and no longer have access.');
  expect(panel.element.contains(document.activeElement)).to.equal(true);
  await tabTo(page, 'Next contact');
});

test('through the modal of an opportunity that does not exist yet', async (page) => {
  const backend = page.backend();
  const opener = button(page, 'Add opportunity');
  const dialog = document.createElement('dialog');
  const form = document.createElement('form');
  dialog.append(form);
  page.room.append(dialog);
  button(page, 'Title', form).type = 'button';
  const panel = await draft(page, { backend, into: form, attributes: { view: 'field', label: 'Followers' } });
  button(page, 'Save', form);
  opener.addEventListener('click', () => dialog.showModal());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
  });
  await page.change(() => opener.focus());

  await panel.press('Enter');
  await tabTo(page, 'Followers');
  await panel.press('Alt+ArrowDown');
  for (const name of ['tom', 'rob', 'ada']) {
    await panel.type(name);
    await panel.press('ArrowDown', 'Enter');
  }
  await panel.press('Backspace', 'Backspace');
  expect(panel.chips).to.deep.equal(['Tom Becker', 'Rob Keller']);
  expect([dialog.open, writes(backend)]).to.deep.equal([true, []]);
  await tabTo(page, 'Save');
  await panel.press('Enter');
  page.guards.rebase();
  expect([dialog.open, focused()]).to.deep.equal([false, opener]);

  const json = { name: 'Solar roof', contactId: 'c1' };
  const { body } = await backend.elsewhere('owner', 'POST /../crm/opportunities', { json });
  const id = body.id as string;
  expect((await save(panel, id)).results.map(({ outcome }) => outcome)).to.deep.equal(['added', 'added']);
});

test('through a row of a list: its panel opens over the page and gives the focus back', async (page) => {
  const before = button(page, 'Sort by name');
  const records = [contact('k1', ['u101', 'u102'])];
  const panel = await page.show({ record: 'contact/k1', records, attributes: { view: 'stack' } });
  button(page, 'Next page');
  await page.change(() => before.focus());

  const [stack, ...others] = await tabTo(page, 'Next page');
  expect(others, 'a row is one stop').to.deep.equal(['Next page']);
  await tabTo(page, stack!, BACK);
  await panel.press('Enter');
  await tabTo(page, 'Add followers');
  await panel.press('Alt+ArrowDown');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter', 'Escape');
  expect([panel.isOpen, panel.focused], 'the first Escape is the list’s').to.deep.equal([
    true,
    'Add followers',
  ]);
  await panel.press('Escape');
  expect(panel.isOpen).to.equal(false);
  expect(panel.focused).to.include('3 followers');
});
