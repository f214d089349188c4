/** Names that the page gives the field: they are the text's, in the browser's own tree, and lead into it. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { LOCAL, local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { heard } from '../support/picking.ts';
import { nodeOf } from '../support/tree.ts';
import { sendMouse } from '../support/mouse.ts';

/** What the browser calls the text. */
const named = async (): Promise<string> => (await nodeOf('combobox')).name;

const STYLES: [title: string, markup: string, attributes: Record<string, string>][] = [
  ['a label that names it', '<label for="people">Team  on\n this deal</label><div></div>', { id: 'people' }],
  ['a label around it', '<label>Team <b>on this</b> deal<div></div></label>', {}],
  [
    'two labels',
    '<label for="people">Team on</label><div></div><label for="people">this deal</label>',
    { id: 'people' },
  ],
  ['an attribute', '<div></div>', { 'aria-label': 'Team on this deal' }],
  [
    'elements of the page',
    '<h2 id="a">Team on</h2><p id="b">this deal</p><div></div>',
    { 'aria-labelledby': 'a none b' },
  ],
  [
    'all of them, as the browser would choose',
    '<h2 id="a">Team on this deal</h2><label for="people">Label</label><div></div>',
    { id: 'people', 'aria-labelledby': 'a', 'aria-label': 'Attribute' },
  ],
];

async function labelled(
  page: Page,
  markup: string,
  attributes: Record<string, string>,
  value: string[] = ['ana', 'bo'],
): Promise<Panel> {
  const room = document.createElement('div');
  room.innerHTML = markup;
  page.room.append(room);
  const into = room.querySelector('div')!;
  return local(page, { into, attributes, properties: { ...LOCAL.properties, value } });
}

/** Presses the first word of a label. */
async function clickOn(label: Element, panel: Panel): Promise<void> {
  const word = document.createRange();
  word.selectNodeContents(label.firstChild!);
  const { x, y, width, height } = word.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.ceil(x + width / 2), Math.ceil(y + height / 2)] });
  await panel.settle();
}

const isInText = ({ root, input }: Panel): boolean => root.activeElement === input;

/** In a panel the heading stands above; a field has to say itself what it is. */
const OWN_NAMES: Record<string, string> = { panel: 'Add followers', field: 'Contact followers' };

for (const view of ['panel', 'field']) {
  for (const [title, markup, attributes] of STYLES) {
    test(`is named by ${title}, as a ${view}`, async (page) => {
      await labelled(page, markup, { view, ...attributes });
      expect(await named()).to.equal('Team on this deal');
    });
  }

  test(`has a name where the page has none for it, as a ${view}`, async (page) => {
    await labelled(page, '<div></div>', { view });
    expect(await named()).to.equal(OWN_NAMES[view]);
  });

  test(`takes over a label that changes, comes or goes, as a ${view}`, async (page) => {
    const panel = await labelled(page, '<label for="people">Old</label><div></div>', { view, id: 'people' });
    const label = page.room.querySelector('label')!;
    await page.change(() => (label.textContent = 'New'));
    panel.input.focus();
    await page.settle();
    expect(await named()).to.equal('New');
    panel.input.blur();
    await page.change(() => label.remove());
    panel.input.focus();
    await page.settle();
    expect(await named()).to.equal(OWN_NAMES[view]);
  });

  test(`brings the focus into the text when its label is clicked, as a ${view}`, async (page) => {
    const panel = await labelled(page, '<label for="people">Team</label><div></div>', { view, id: 'people' });
    const label = page.room.querySelector('label')!;
    await clickOn(label, panel);
    expect(isInText(panel)).to.equal(true);
    expect([panel.isOpen, panel.chips]).to.deep.equal([false, ['Ana Ruiz', 'Bo Lind']]);
    expect([...panel.element.labels].map((each) => each === label)).to.deep.equal([true]);
  });

  test(`works inside of a label as it does anywhere, as a ${view}`, async (page) => {
    const told = heard(page, 'change');
    const panel = await labelled(page, '<label>Team<div></div></label>', { view });
    await clickOn(page.room.querySelector('label')!, panel);
    expect(isInText(panel)).to.equal(true);
    await panel.clickButton('Remove Ana Ruiz');
    expect(panel.chips).to.deep.equal(['Bo Lind']);
    await panel.clickButton('Show people');
    expect(panel.isOpen).to.equal(true);
    await panel.click(panel.option('Cai Wen'));
    expect(panel.chips).to.deep.equal(['Bo Lind', 'Cai Wen']);
    expect(panel.isOpen, 'stays open').to.equal(true);
    await panel.press('Escape');
    await panel.click(panel.parts('chip')[0]!.querySelector<HTMLElement>('[part=name]')!);
    expect([panel.isOpen, panel.chips.length, told.length]).to.deep.equal([false, 2, 2]);
  });
}

test('is not named by what the page puts into it', async (page) => {
  const label = document.createElement('label');
  label.append('Team');
  page.room.append(label);
  await local(page, { into: label, attributes: { view: 'field' }, content: '<p slot="footer">Ask Ana.</p>' });
  expect(await named()).to.equal('Team');
});

test('leads to itself where a label is clicked and there is no text', async (page) => {
  const panel = await labelled(page, '<label for="people">Team</label><div></div>', {
    view: 'field',
    id: 'people',
    readonly: 'true',
  });
  await clickOn(page.room.querySelector('label')!, panel);
  expect(panel.root.activeElement?.getAttribute('role')).to.equal('group');
  expect(panel.focused).to.equal('Team');
});
