/** Keys in the followers' field: the list-autocomplete combobox of the ARIA practices, with several choices. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { descriptionOf, nameOf, textOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

/** With the focus in the text, and everybody known from an earlier look into the list. */
async function shown(page: Page): Promise<Panel> {
  const panel = await opened(page);
  await panel.press('Alt+ArrowUp');
  return panel;
}

async function opened(page: Page): Promise<Panel> {
  const panel = await page.show();
  await panel.open();
  return panel;
}

const indexOfActive = (panel: Panel) => panel.all('option').indexOf(panel.active!);

test('is a text with role combobox that names its list, its label and its help', async (page) => {
  const panel = await shown(page);
  const { input, root } = panel;
  expect(input.localName).to.equal('input');
  expect(input.getAttribute('aria-autocomplete')).to.equal('list');
  expect(input.hasAttribute('aria-owns')).to.equal(false);
  expect(nameOf(input)).to.equal('Add followers');
  expect(descriptionOf(input)).to.equal('Name or email. 3 followers, Shift+Tab to review');
  const list = root.getElementById(input.getAttribute('aria-controls')!)!;
  expect([list.getAttribute('role'), nameOf(list)]).to.deep.equal(['listbox', 'People']);
  expect(list.getAttribute('aria-multiselectable')).to.equal('true');
  const stops = [...root.querySelectorAll('button:not([tabindex="-1"]), input, [role=listbox]')];
  expect(stops[stops.indexOf(input) + 1], 'what comes next to a finger that swipes').to.equal(list);
  const button = panel.button('Show people');
  expect(button.tabIndex).to.equal(-1);
  expect(button.getAttribute('aria-controls')).to.equal(list.id);
});

test('is closed before use and has no active option at rest', async (page) => {
  const panel = await shown(page);
  expect(panel.input.getAttribute('aria-expanded')).to.equal('false');
  expect(panel.find('listbox')).to.equal(undefined);
  expect(panel.input.hasAttribute('aria-activedescendant')).to.equal(false);
});

test('opens when text is typed, with no option active and none taken', async (page) => {
  const panel = await shown(page);
  await panel.type('a');
  expect(panel.input.getAttribute('aria-expanded')).to.equal('true');
  expect(panel.all('listbox')).to.have.length(1);
  expect(panel.input.hasAttribute('aria-activedescendant')).to.equal(false);
});

test('shows nothing but options in the list, and only text in an option', async (page) => {
  const panel = await opened(page);
  const list = panel.get('listbox');
  for (const child of list.children) {
    expect(child.getAttribute('role')).to.equal('option');
    expect(child.querySelectorAll('button, a, input, [tabindex]').length).to.equal(0);
    expect(child.getAttribute('aria-selected')).to.match(/^(true|false)$/);
  }
});

test('opens by Alt+Down without an active option, and closes by Alt+Up', async (page) => {
  const panel = await shown(page);
  await panel.press('Alt+ArrowDown');
  expect([panel.isOpen, panel.active]).to.deep.equal([true, undefined]);
  await panel.press('Alt+ArrowUp');
  expect(panel.isOpen).to.equal(false);
});

test('opens by Down on the first option, even if nobody was known before', async (page) => {
  const panel = await page.show();
  panel.input.focus();
  await panel.press('ArrowDown');
  expect([panel.isOpen, indexOfActive(panel)]).to.deep.equal([true, 0]);
});

test('opens by Down on the first option and by Up on the last, the focus staying in the text', async (page) => {
  const panel = await shown(page);
  await panel.press('ArrowDown');
  expect(indexOfActive(panel)).to.equal(0);
  expect(panel.root.activeElement).to.equal(panel.input);
  await panel.press('Escape', 'ArrowUp');
  expect(indexOfActive(panel)).to.equal(panel.options.length - 1);
  expect(panel.root.activeElement).to.equal(panel.input);
});

test('walks through every option both ways and wraps around', async (page) => {
  const panel = await opened(page);
  const { options } = panel;
  for (const option of [...options, options[0]]) {
    await panel.press('ArrowDown');
    expect(panel.activeName).to.equal(option);
  }
  for (const option of options.toReversed()) {
    await panel.press('ArrowUp');
    expect(panel.activeName).to.equal(option);
  }
});

test('moves by ten with Page Down and Page Up and stops at the ends', async (page) => {
  const panel = await opened(page);
  await panel.press('ArrowDown', 'PageDown');
  expect(indexOfActive(panel)).to.equal(10);
  await panel.press('PageDown', 'PageDown');
  expect(indexOfActive(panel)).to.equal(panel.options.length - 1);
  await panel.press('PageUp', 'PageUp', 'PageUp');
  expect(indexOfActive(panel)).to.equal(0);
});

test('touches at most two options for each arrow', async (page) => {
  const panel = await opened(page);
  await panel.press('ArrowDown');
  const list = panel.get('listbox');
  const touched: Set<Node>[] = [];
  const observer = new MutationObserver((records) => {
    touched.push(
      new Set(records.map(({ target }) => (target as Element).closest?.('[role=option]') ?? target)),
    );
  });
  observer.observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
  await panel.press('ArrowDown', 'ArrowDown', 'ArrowUp');
  observer.disconnect();
  expect(touched.map(({ size }) => size)).to.deep.equal([2, 2, 2]);
});

test('keeps the node and the id of every option when it draws the same people anew', async (page) => {
  const panel = await opened(page);
  const nodes = () => panel.all('option').map((option) => [option, option.id] as const);
  const before = nodes();
  panel.element.requestUpdate();
  await page.settle();
  expect(nodes()).to.deep.equal(before);
  await panel.type('to');
  const tom = panel.option(/^Tom/);
  expect(before.map(([option]) => option)).to.include(tom);
  await panel.press('Backspace', 'Backspace');
  expect(panel.option(/^Tom/)).to.equal(tom);
});

test('closes by Enter when no option is active, keeps the text and takes nobody', async (page) => {
  const panel = await shown(page);
  await panel.type('tom');
  await panel.press('Enter');
  expect([panel.isOpen, panel.input.value, panel.chips.length]).to.deep.equal([false, 'tom', 3]);
});

test('searches again with each edit, and the next Down is on the first option, the text unchanged', async (page) => {
  const panel = await shown(page);
  await panel.type('tom');
  expect(panel.options).to.have.length(1);
  await panel.press('Backspace', 'Backspace', 'Backspace');
  expect(panel.isOpen).to.equal(true);
  expect(panel.options.length).to.be.above(10);
  await panel.press('ArrowDown');
  expect([indexOfActive(panel), panel.input.value]).to.deep.equal([0, '']);
});

for (const [key, caret] of [
  ['ArrowLeft', 2],
  ['ArrowRight', 3],
  ['Home', 0],
  ['End', 3],
] as const) {
  test(`${key} returns from an active option to the text`, async (page) => {
    const panel = await shown(page);
    await panel.type('mar');
    await panel.press('ArrowDown');
    expect(panel.active).not.to.equal(undefined);
    await panel.press(key);
    expect(panel.active).to.equal(undefined);
    expect(panel.input.selectionStart).to.equal(caret);
    expect(panel.isOpen).to.equal(true);
  });
}

test('types on into the text while an option is active, and clears it', async (page) => {
  const panel = await shown(page);
  await panel.type('mari');
  await panel.press('ArrowDown');
  await panel.type('a');
  expect([panel.input.value, panel.active]).to.deep.equal(['maria', undefined]);
});

test('closes by Escape and keeps the text; the next Escape belongs to the page', async (page) => {
  const panel = await shown(page);
  const heard: string[] = [];
  const hear = ({ key, defaultPrevented }: KeyboardEvent) => heard.push(`${key} ${defaultPrevented}`);
  document.addEventListener('keydown', hear, true);
  await panel.type('tom');
  await panel.press('ArrowDown');
  heard.length = 0;
  await panel.press('Escape');
  expect([panel.isOpen, panel.input.value, panel.active]).to.deep.equal([false, 'tom', undefined]);
  expect(heard, 'nobody else hears it').to.deep.equal([]);
  await panel.press('Escape');
  expect(heard).to.deep.equal(['Escape false']);
  expect(panel.input.value).to.equal('tom');
  document.removeEventListener('keydown', hear, true);
});

test('Tab closes the list, takes nobody, and goes on', async (page) => {
  const panel = await opened(page);
  const after = document.createElement('button');
  await page.change(() => page.room.append(after));
  await panel.press('ArrowDown', 'Tab');
  expect([panel.isOpen, panel.chips.length, document.activeElement]).to.deep.equal([false, 3, after]);
});

test('keeps the active option in sight in a window of 320 × 256, and the page where it is', async (page) => {
  await page.resize(320, 256);
  const panel = await opened(page);
  const { scrollY } = window;
  const at: number[] = [];
  for (let i = 0; i < panel.options.length; i++) {
    await sendKeys({ press: 'ArrowDown' });
    const { top, bottom } = panel.active!.getBoundingClientRect();
    const list = panel.get('listbox').getBoundingClientRect();
    expect(top, textOf(panel.active!)).to.be.at.least(Math.max(0, list.top) - 1);
    expect(bottom, textOf(panel.active!)).to.be.at.most(Math.min(innerHeight, list.bottom) + 1);
    at.push(window.scrollY);
  }
  expect(new Set(at)).to.deep.equal(new Set([scrollY]));
});
