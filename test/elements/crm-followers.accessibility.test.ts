/** Every state as axe, the browser's accessibility tree and a ruler see it, in light and in dark. */
import { expect } from '@open-wc/testing';
import { a11ySnapshot, setViewport } from '@web/test-runner-commands';
import { descriptionOf, isHidden, nameOf, roleOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { opened, STATES } from '../support/states.ts';

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
  test(`fits into 320 pixels when it is: ${state}`, async (page) => {
    await setViewport({ width: 320, height: 640 });
    try {
      const panel = await STATES[state]!(page);
      expect(document.documentElement.scrollWidth).to.be.at.most(320);
      for (const element of panel.root.querySelectorAll(
        'button, input, [role=option], dialog, [part~=chip]',
      )) {
        if (isHidden(element)) continue;
        const { left, right } = element.getBoundingClientRect();
        expect([left >= 0, right <= 320], nameOf(element)).to.deep.equal([true, true]);
      }
    } finally {
      await setViewport({ width: 800, height: 800 });
    }
  });
}

interface Node {
  role: string;
  name?: string;
  description?: string;
  children?: Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];

/** What the browser tells of the page, or of what a selector finds inside the element. */
async function tree(inside = ''): Promise<Node[]> {
  const selector = inside ? `crm-followers >>> ${inside}` : 'body';
  return flat((await a11ySnapshot({ selector })) as unknown as Node);
}
const clean = (name = '') => name.replace(/[\u2068\u2069]/g, '');

test('is named in the browser as it is here: the field, its help, the chips and their buttons', async (page) => {
  await page.show();
  const nodes = await tree();
  const field = nodes.find(({ role }) => role === 'combobox')!;
  expect(clean(field.name)).to.equal('Add followers');
  expect(clean(field.description)).to.equal('Name or email. 3 followers, Shift+Tab to review');
  const names = nodes.map(({ role, name }) => `${role} ${clean(name)}`);
  for (const name of ['Remove Lena Fischer', 'Remove Rita Sørby', 'Change owner', 'Details']) {
    expect(
      names.filter((each) => each === `button ${name}`),
      name,
    ).to.have.length(1);
  }
});

test('is an option named by all that can be read in it, and once, in the browser', async (page) => {
  const panel = await opened(page);
  // The snapshot leaves out what can't be focused inside a control.
  for (const option of panel.all('option')) option.tabIndex = -1;
  const options = (await tree()).filter(({ role }) => role === 'option');
  expect(options.map(({ name }) => clean(name))).to.deep.equal(panel.options);
});

test('is an alertdialog with name and description in the browser', async (page) => {
  await STATES['question before leaving']!(page);
  const [dialog] = await tree('dialog');
  expect(dialog!.role).to.equal('alertdialog');
  expect(clean(dialog!.name)).to.equal('Stop following Maria Lopez?');
  expect(clean(dialog!.description)).to.equal(
    "You'll lose access. Priya Mehta or an admin can add you again.",
  );
});

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
