/** Every state as axe, the browser's accessibility tree and a ruler see it, in light and in dark. */
import { expect } from '@open-wc/testing';
import { descriptionOf, isHidden, nameOf, roleOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { opened, STATES } from '../support/states.ts';
import { nodeOf, tree } from '../support/tree.ts';

const IDREFS = [
  'aria-labelledby',
  'aria-describedby',
  'aria-controls',
  'aria-activedescendant',
  'aria-owns',
  'for',
];
const BOOLEANS = ['aria-expanded', 'aria-selected', 'aria-disabled', 'aria-busy', 'aria-multiselectable'];

/** Every reference leads somewhere, every switch says true or false, nothing is empty or there twice. */
function checkAttributes({ root }: Panel): void {
  const seen = new Set<string>();
  for (const element of root.querySelectorAll('*')) {
    if (element.id) {
      expect(seen.has(element.id), `#${element.id} twice`).to.equal(false);
      seen.add(element.id);
    }
    for (const name of BOOLEANS) {
      if (element.hasAttribute(name)) expect(element.getAttribute(name), name).to.match(/^(true|false)$/);
    }
    for (const name of IDREFS) {
      for (const id of element.getAttribute(name)?.split(' ') ?? []) {
        expect(root.getElementById(id), `${name}="${id}" of ${element.localName}`).not.to.equal(null);
      }
    }
  }
}

/** Buttons and options have a size for fingers, a name, and nobody else's name in their group. */
function checkControls(panel: Panel): void {
  const taken = new Map<Element | null, Set<string>>();
  for (const control of panel.root.querySelectorAll('button, input, [role=option]')) {
    if (isHidden(control)) continue;
    const name = nameOf(control) || control.closest('label')?.textContent.trim();
    expect(name, `name of ${control.localName}`).to.be.a('string').and.not.to.equal('');
    const box = control.matches('input') ? control.closest('label, [part~=field]')! : control;
    const { width, height } = box.getBoundingClientRect();
    expect(Math.min(width, height), `${name}: ${width} × ${height}`).to.be.at.least(24);
    const group = control.closest('dialog, [role=group]');
    const names = taken.get(group) ?? new Set();
    taken.set(group, names);
    const full = `${roleOf(control)} ${name} ${descriptionOf(control)}`;
    expect(names.has(full), `“${full}” twice`).to.equal(false);
    names.add(full);
  }
}

for (const [state, show] of Object.entries(STATES)) {
  test(`is accessible when it is: ${state}`, async (page) => {
    if (state === 'waiting') page.guards.allow(/record-id/);
    const panel = await show(page);
    for (const scheme of ['light', 'dark']) {
      page.room.style.colorScheme = scheme;
      page.room.style.background = scheme === 'dark' ? '#111' : '#fff';
      await expect(panel.element).to.be.accessible();
    }
    checkAttributes(panel);
    checkControls(panel);
    if (state === 'waiting') await page.wait(5000);
  });
}

const WIDE = [
  'ready',
  'full',
  'details',
  'not added',
  'message with Undo',
  'list open',
  'question before leaving',
];
for (const state of WIDE) {
  const needs = state.startsWith('question') ? 'narrow windows' : undefined;
  test(`fits into 320 pixels when it is: ${state}`, { needs }, async (page) => {
    await page.resize(320, 640);
    const panel = await STATES[state]!(page);
    expect(page.scrollWidth).to.be.at.most(320);
    for (const element of panel.root.querySelectorAll('button, input, [role=option], dialog, [part~=chip]')) {
      if (isHidden(element)) continue;
      const { left, right } = element.getBoundingClientRect();
      expect([left >= 0, right <= 320], nameOf(element)).to.deep.equal([true, true]);
    }
  });
}

test('is named in the browser as it is here: the field, its help, the chips and their buttons', async (page) => {
  await page.show();
  const nodes = await tree();
  const field = nodes.find(({ role }) => role === 'combobox')!;
  expect(field.name).to.equal('Add followers');
  const names = nodes.map(({ role, name }) => `${role} ${name}`);
  for (const name of ['Remove Lena Fischer', 'Remove Rita Sørby', 'Change owner', 'Details']) {
    expect(
      names.filter((each) => each === `button ${name}`),
      name,
    ).to.have.length(1);
  }
});

test('is an option named by all that can be read in it, and once, in the browser', async (page) => {
  const panel = await opened(page);
  const options = (await tree()).filter(({ role }) => role === 'option');
  expect(options.map(({ name }) => name)).to.deep.equal(panel.options);
});

test('is an alertdialog with a name in the browser', async (page) => {
  await STATES['question before leaving']!(page);
  expect((await nodeOf('alertdialog')).name).to.equal('Stop following Maria Lopez?');
});

test(
  'has descriptions in the browser: of the field its help, of a question its cost',
  { needs: 'descriptions' },
  async (page) => {
    await page.show();
    expect((await nodeOf('combobox')).description).to.equal(
      'Name or email. 3 followers, Shift+Tab to review',
    );
    await page.change(() => page.room.replaceChildren());
    await STATES['question before leaving']!(page);
    expect((await nodeOf('alertdialog')).description).to.equal(
      "You'll lose access. Priya Mehta or an admin can add you again.",
    );
  },
);

test('shows where the focus is, by an outline', async (page) => {
  const panel = await page.show({ record: 'contact/k1', records: [contact('k1', ['u101', 'u102'])] });
  panel.input.focus();
  for (const back of ['Remove José Álvarez', 'Details']) {
    await panel.press('Shift+Tab');
    expect(panel.focused).to.equal(back);
    const { outlineStyle, outlineWidth } = getComputedStyle(panel.root.activeElement!);
    expect([outlineStyle, Number.parseFloat(outlineWidth) >= 2]).to.deep.equal(['solid', true]);
  }
});
